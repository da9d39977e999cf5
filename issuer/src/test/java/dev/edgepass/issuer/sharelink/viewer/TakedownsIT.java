package dev.edgepass.issuer.sharelink.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a link's listing tells the holder of a token of takedowns since. */
class TakedownsIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void a_listing_tells_a_token_from_before_a_takedown_of_what_the_link_opens() {
        String alice = TestIssuer.user("taken-down-alice", "taken/");
        Api.Answer link = api.post("/share-links", alice, "{\"paths\":[\"taken/1/\",\"taken/2/a.jpg\"]}");
        TestProjection.catchUp();
        Api.Answer opened =
                api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
        assertThat(list(opened).string("baseUrl")).isEqualTo(opened.string("baseUrl"));
        assertThat(isCurrent(opened)).isTrue();

        List<Api.Answer> others = List.of(
                takeDown("file", "taken/2/b.jpg"),
                takeDown("folder", "taken/3/"),
                takeDown("file", "taken/1"),
                takeDown("token", UUID.randomUUID().toString()));
        assertThat(isCurrent(opened)).isTrue();
        for (Target target : List.of(
                new Target(Handle.Kind.FILE, "taken/1/deep/c.jpg"),
                new Target(Handle.Kind.FOLDER, "taken/1/deep/"),
                new Target(Handle.Kind.FILE, "taken/2/a.jpg"),
                new Target(Handle.Kind.FOLDER, "taken/2/"))) {
            Api.Answer taken = takeDown(target.kind().toString(), target.id());
            assertThat(isCurrent(opened)).as(taken.text()).isFalse();
            Api.Answer renewed =
                    api.post("/share-links/access-token", null, "{\"token\":\"" + opened.string("token") + "\"}");
            assertThat(isCurrent(renewed)).isTrue();
            lift(taken);
            assertThat(isCurrent(opened)).isTrue();
        }

        // More than are looked at: they may be about the link.
        IntStream.range(0, 10).forEach(i -> lift(takeDown("file", "taken/elsewhere.jpg")));
        assertThat(isCurrent(opened)).isFalse();
        others.forEach(this::lift);
    }

    private Api.Answer list(Api.Answer opened) {
        return api.post("/share-links/objects", null, "{\"token\":\"" + opened.string("token") + "\"}");
    }

    private boolean isCurrent(Api.Answer opened) {
        return list(opened).json().get("linkPosition").longValue()
                <= opened.json().get("position").longValue();
    }

    private Api.Answer takeDown(String kind, String id) {
        Api.Answer revocation = api.post(
                "/revocations",
                admin,
                "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"}}",
                "Prefer",
                "wait=0");
        assertThat(revocation.status()).as(revocation.text()).isEqualTo(202);
        TestProjection.catchUp();
        return revocation;
    }

    private void lift(Api.Answer revocation) {
        assertThat(api.delete("/revocations/" + revocation.string("id"), admin, "Prefer", "wait=0")
                        .status())
                .isEqualTo(202);
        TestProjection.catchUp();
    }
}
