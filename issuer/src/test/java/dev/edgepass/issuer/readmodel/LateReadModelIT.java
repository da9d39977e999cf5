package dev.edgepass.issuer.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What isn't folded yet isn't missing: 503 in place of each 404 that would say so. Lookups of revocations are in {@code RevocationIT}. */
class LateReadModelIT {
    private static final String UNKNOWN = "{\"secret\":\"AAAAAAAAAAAAAAAAAAAAAA\"}";
    private static final String UNKNOWN_WITH_PASSWORD =
            "{\"secret\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"password\":\"a password\"}";

    private final Api api = TestIssuer.shared().api();
    private final String owner = TestIssuer.user("late-" + RandomId.next(), "late/");

    @BeforeEach
    @AfterEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void a_link_that_the_read_model_does_not_have_yet_is_nowhere_called_missing() {
        Api.Answer made = api.post("/share-links", owner, "{\"paths\":[\"late/\"],\"recipients\":[\"Ann\"]}");
        String id = made.json().at("/shareLinks/0/id").stringValue();
        String secret =
                "{\"secret\":\"" + made.json().at("/shareLinks/0/secret").stringValue() + "\"}";
        String group = "{\"group\":\"" + made.string("group") + "\"}";

        List<Api.Answer> early = List.of(
                api.get("/share-links/" + id, owner),
                api.send("PATCH", "/api/v1/media/share-links/" + id, owner, "{\"label\":\"new\"}"),
                api.get("/share-links/" + id + "/viewers", owner),
                close("{\"ids\":[\"" + id + "\"]}"),
                close(group),
                close("{\"createdBy\":\"me\"}"),
                exchange(secret));
        TestProjection.catchUp();

        assertThat(early).allSatisfy(answer -> {
            assertThat(answer.problem()).isEqualTo("read-model-unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        });
        assertThat(api.get("/share-links/" + id, owner).status()).isEqualTo(200);
        assertThat(exchange(secret).status()).isEqualTo(201);
        assertThat(close(group).json().get("count").intValue()).isEqualTo(1);
    }

    @Test
    void a_guess_learns_as_little_as_ever() {
        Api.Answer made = api.post("/share-links", owner, "{\"paths\":[\"late/\"],\"password\":\"long enough\"}");
        String wrong = "{\"secret\":\"" + made.string("secret") + "\",\"password\":\"a password\"}";

        Api.Answer early = exchange(UNKNOWN);
        List<Api.Answer> withPassword = List.of(exchange(UNKNOWN_WITH_PASSWORD), exchange(wrong));
        TestProjection.catchUp();

        assertThat(early.problem()).isEqualTo("read-model-unavailable");
        assertThat(exchange(UNKNOWN).problem()).isEqualTo("link-not-found");
        assertThat(withPassword).extracting(Api.Answer::problem).containsOnly("link-or-password-wrong");
        assertThat(List.of(exchange(UNKNOWN_WITH_PASSWORD), exchange(wrong)))
                .extracting(Api.Answer::problem)
                .containsOnly("link-or-password-wrong");
    }

    @Test
    void an_issuer_that_was_started_since_does_not_call_it_missing_either() {
        Api.Answer made = api.post("/share-links", owner, "{\"paths\":[\"late/\"]}");

        try (TestIssuer later = TestIssuer.with(Map.of())) {
            assertThat(later.api()
                            .get("/share-links/" + made.string("id"), owner)
                            .problem())
                    .isEqualTo("read-model-unavailable");
        }
    }

    @Test
    void of_two_writes_that_instances_told_of_out_of_order_the_later_one_counts() {
        long known = TestProjection.catchUp();
        TestProjection.redis().psetex("iw:control", 60_000, Long.toString(known + 1));
        TestProjection.redis().psetex("iw:last", 60_000, Long.toString(known));

        Api.Answer early = api.get("/share-links/AAAAAAAAAAAAAAAAAAAAAA", owner);
        TestProjection.redis().del("iw:control", "iw:last");

        assertThat(early.problem()).isEqualTo("read-model-unavailable");
        assertThat(api.get("/share-links/AAAAAAAAAAAAAAAAAAAAAA", owner).problem())
                .isEqualTo("link-not-found");
    }

    @Test
    void who_closes_all_of_an_owner_hears_that_there_may_be_more() {
        String both = "{\"createdBy\":\"me\"}";
        api.post("/share-links", owner, "{\"paths\":[\"late/\"]}");
        TestProjection.catchUp();
        api.post("/share-links", owner, "{\"paths\":[\"late/\"]}");

        Api.Answer early = close(both);
        TestProjection.catchUp();
        Api.Answer rest = close(both);

        assertThat(early.json().get("more").booleanValue()).isTrue();
        assertThat(rest.json().get("more").booleanValue()).isFalse();
        assertThat(rest.json().get("count").intValue()).isEqualTo(1);
    }

    private Api.Answer close(String which) {
        return api.post("/share-links/revoke", owner, which, "Prefer", "wait=0");
    }

    private Api.Answer exchange(String body) {
        return api.post("/share-links/access-token", null, body);
    }
}
