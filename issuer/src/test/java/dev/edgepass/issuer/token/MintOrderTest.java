package dev.edgepass.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MintOrderTest {
    @Test
    void it_asks_for_every_handle_that_could_stand_in_the_way() {
        MintOrder order = MintOrder.ofViewer(
                "v-1",
                "acme",
                "link",
                RequestedPaths.parse(List.of("a/b/c.jpg", "x/")),
                true,
                List.of(),
                false,
                Instant.MAX,
                "old");

        assertThat(order.handles())
                .extracting(Handle::toString)
                .containsExactlyInAnyOrder(
                        "all:",
                        "sub:v-1",
                        "tnt:acme",
                        "lnk:link",
                        "jti:old",
                        "file:a/b/c.jpg",
                        "folder:a/b/",
                        "folder:a/",
                        "folder:x/");
    }

    @Test
    void a_login_is_asked_for_under_both_forms_of_its_subject() {
        OpaqueSubject subjects = new OpaqueSubject(new byte[32], "");
        MintOrder order = MintOrder.ofLogin(subjects, "acme", "anna", RequestedPaths.parse(List.of("x/")), true);

        assertThat(order.subject()).isEqualTo(subjects.of("acme", "anna"));
        assertThat(order.handles())
                .extracting(Handle::toString)
                .containsExactlyInAnyOrder(
                        "all:",
                        "sub:" + subjects.of("acme", "anna"),
                        "sub:" + subjects.formerOf("anna"),
                        "tnt:acme",
                        "folder:x/");
    }

    @Test
    void a_block_or_cutoff_of_one_path_of_a_link_leaves_the_rest_to_be_minted_for_its_viewers() {
        MintOrder order = MintOrder.ofViewer(
                "v-1",
                null,
                "link",
                RequestedPaths.parse(List.of("a/1.jpg", "b/")),
                true,
                List.of(),
                false,
                Instant.MAX,
                null);
        Handle file = new Handle(Handle.Kind.FILE, "a/1.jpg");
        Handle folder = new Handle(Handle.Kind.FOLDER, "b/");
        Handle link = new Handle(Handle.Kind.LINK, "link");
        HandleState held = new HandleState(9, 9);

        assertThat(order.blocked(snapshot(Map.of(file, held)))).isEmpty();
        assertThat(order.isCutOff(snapshot(Map.of(file, held)), 1)).isFalse();
        assertThat(order.blocked(snapshot(Map.of(file, held, folder, held)))).hasValue(file);
        assertThat(order.isCutOff(snapshot(Map.of(file, held, folder, held)), 1))
                .isTrue();
        assertThat(order.blocked(snapshot(Map.of(link, held)))).hasValue(link);
    }

    private static Snapshot snapshot(Map<Handle, HandleState> states) {
        return new Snapshot(10, states, null, null);
    }

    @Test
    void paths_that_others_cover_are_left_out_of_the_token() {
        RequestedPaths paths = RequestedPaths.parse(List.of("a/b.jpg", "a/", "a/c/", "ab.jpg", "a/"));

        assertThat(paths.minimal()).containsExactly(new Scope("a/"), new Scope("ab.jpg"));
        assertThat(paths.keys()).hasSize(2);
    }
}
