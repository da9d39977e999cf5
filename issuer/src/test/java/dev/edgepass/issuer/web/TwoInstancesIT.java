package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.guarantee.ReadYourWrites;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LaggingProjection;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two issuers behind one address: each call of a test goes to the other one than the call before, and the projection is always late. Limits are in
 * {@link RateLimitIT}, the Idempotency-Key in {@link IdempotencyIT}.
 */
class TwoInstancesIT {
    private static TestIssuer first;
    private static TestIssuer second;
    private static LaggingProjection projection;
    private int calls;

    @BeforeAll
    static void start() {
        first = TestIssuer.with(Map.of());
        second = TestIssuer.with(Map.of());
        for (TestIssuer issuer : new TestIssuer[] {first, second}) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> issuer.api().page("/actuator/health/readiness").status() == 200);
        }
        TestProjection.catchUp();
        projection = LaggingProjection.start(7, 200);
    }

    @AfterAll
    static void stop() {
        projection.close();
        first.close();
        second.close();
    }

    @Test
    void a_link_made_by_one_is_opened_read_suspended_and_closed_by_the_other_at_once() {
        ReadYourWrites guarantee = new ReadYourWrites();
        for (int i = 0; i < 10; i++) {
            Api.Answer link = next().post("/share-links", TestIssuer.admin(), "{\"label\":\"two\",\"paths\":[\"p/\"]}");
            String id = link.string("id");

            Api.Answer opened = exchange(link);
            guarantee.read("a new link", opened.status() == 201, opened);
            Api.Answer read = next().get("/share-links/" + id, TestIssuer.admin());
            guarantee.read(
                    "a new link", read.status() == 200 && read.string("label").equals("two"), read);
            assertThat(next().post("/share-links/" + id + "/suspend", TestIssuer.admin(), "{}", "Prefer", "wait=0")
                            .status())
                    .isLessThan(300);
            Api.Answer suspended = exchange(link);
            guarantee.read("a suspension", suspended.problem().equals("blocked"), suspended);
            assertThat(next().delete("/share-links/" + id, TestIssuer.admin(), "Prefer", "wait=0")
                            .status())
                    .isEqualTo(202);
            Api.Answer closed = exchange(link);
            guarantee.read("a closing", closed.problem().equals("link-closed"), closed);
        }
        guarantee.assertHeld();
    }

    @Test
    void links_made_by_one_are_all_listed_and_closed_by_the_other_at_once() {
        String owner = TestIssuer.user("two-owner", "p/");
        for (int i = 1; i <= 5; i++) {
            next().post("/share-links", owner, "{\"paths\":[\"p/\"]}");
            next().post("/share-links", owner, "{\"paths\":[\"p/\"]}");
            calls += i;

            assertThat(next().get("/share-links?status=active", owner).json().get("shareLinks"))
                    .hasSize(2);
            Api.Answer closed = next().post("/share-links/revoke", owner, "{\"createdBy\":\"me\"}", "Prefer", "wait=0");
            assertThat(closed.json().get("count").intValue()).isEqualTo(2);
        }
    }

    @Test
    void an_instance_with_another_pepper_is_down_and_the_others_are_not() throws IOException {
        assertThat(pepperOf(first)).isEqualTo("UP");
        Path other = Files.createTempDirectory("another").resolve("pepper");

        try (TestIssuer stranger = TestIssuer.with(Map.of("edgepass.keys.pepper-file", other.toString()))) {
            assertThat(pepperOf(stranger)).isEqualTo("DOWN");
            assertThat(pepperOf(second)).isEqualTo("UP");
        }
    }

    private static String pepperOf(TestIssuer issuer) {
        return issuer.api()
                .send("GET", "/actuator/health", TestIssuer.admin(), null)
                .json()
                .at("/components/pepper/status")
                .stringValue();
    }

    @Test
    void a_revocation_made_by_one_is_read_by_the_other_at_once() {
        Api.Answer revoked = next().post(
                        "/revocations",
                        TestIssuer.admin(),
                        "{\"target\":{\"kind\":\"token\",\"id\":\"two-instances\"}}",
                        "Prefer",
                        "wait=0");

        assertThat(next().get("/revocations/" + revoked.string("id"), TestIssuer.admin())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void both_sign_with_the_same_key() {
        assertThat(headerOfToken()).isEqualTo(headerOfToken());
    }

    private String headerOfToken() {
        Api.Answer minted = next().post("/access-token", TestIssuer.user("two", "p/"), "{\"paths\":[\"p/\"]}");
        String header = minted.string("token").split("\\.")[0];
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.US_ASCII);
    }

    private Api.Answer exchange(Api.Answer link) {
        return next().post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
    }

    private Api next() {
        return calls++ % 2 == 0 ? first.api() : second.api();
    }
}
