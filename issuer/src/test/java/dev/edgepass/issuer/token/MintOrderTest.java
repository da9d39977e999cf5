package dev.edgepass.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.Handle;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MintOrderTest {
    @Test
    void it_asks_for_every_handle_that_could_stand_in_the_way() {
        MintOrder order = new MintOrder(
                "u-1",
                "acme",
                "link",
                RequestedPaths.parse(List.of("a/b/c.jpg", "x/")),
                true,
                List.of(),
                Instant.MAX,
                "old");

        assertThat(order.handles())
                .extracting(Handle::toString)
                .containsExactlyInAnyOrder(
                        "all:",
                        "sub:u-1",
                        "tnt:acme",
                        "lnk:link",
                        "jti:old",
                        "file:a/b/c.jpg",
                        "folder:a/b/",
                        "folder:a/",
                        "folder:x/");
    }

    @Test
    void paths_that_others_cover_are_left_out_of_the_token() {
        RequestedPaths paths = RequestedPaths.parse(List.of("a/b.jpg", "a/", "a/c/", "ab.jpg", "a/"));

        assertThat(paths.minimal()).containsExactly(new Scope("a/"), new Scope("ab.jpg"));
        assertThat(paths.keys()).hasSize(2);
    }
}
