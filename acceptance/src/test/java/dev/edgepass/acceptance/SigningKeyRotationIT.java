package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A change of the signing key on its whole way: issuer, log, consumer, the feed's head, Worker. It leaves the shared stack with another active key. */
class SigningKeyRotationIT {
    private static final RunningStack STACK = SharedStack.get();
    private static final Product PRODUCT = new Product(STACK);

    @Test
    void a_new_key_is_good_at_every_location_from_its_first_token_and_the_old_one_until_it_is_withdrawn() {
        String admin = STACK.login("--sub", "admin", "--admin");
        String before = PRODUCT.mediaToken(admin, "projects/42/");
        assertThat(PRODUCT.viewEverywhere(before, SharedStack.IMAGE)).containsOnly(200);

        // 409 is a machine so busy that the edge's heads took long; the next call goes on from there.
        Web.Answer rotated = await("a rotation")
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> PRODUCT.api("POST", "keys/rotate", admin, "", "Prefer", "wait=25"),
                        answer -> answer.status() != 409);
        assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
        assertThat(rotated.json().get("previousKid").asString()).isEqualTo(kid(before));
        String after = PRODUCT.mediaToken(admin, "projects/42/");
        assertThat(kid(after)).isEqualTo(rotated.json().get("kid").asString()).isNotEqualTo(kid(before));
        assertThat(PRODUCT.viewEverywhere(after, SharedStack.IMAGE)).containsOnly(200);
        assertThat(PRODUCT.viewEverywhere(before, SharedStack.IMAGE)).containsOnly(200);

        Web.Answer withdrawn =
                PRODUCT.api("POST", "keys/" + kid(before) + "/withdraw", admin, "{\"reason\":\"acceptance\"}");
        assertThat(withdrawn.status()).as(withdrawn.toString()).isIn(200, 201);
        await("a refusal everywhere")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(PRODUCT.viewEverywhere(before, SharedStack.IMAGE))
                        .containsOnly(401));
        assertThat(STACK.edges())
                .allSatisfy(edge -> assertThat(
                                PRODUCT.view(edge, before, SharedStack.IMAGE).problem())
                        .isEqualTo("unknown-key"));
        assertThat(PRODUCT.viewEverywhere(after, SharedStack.IMAGE)).containsOnly(200);
    }

    @Test
    void an_admin_changes_the_key_and_withdraws_the_one_before_on_the_console() throws Exception {
        Chromium.required();
        String admin = STACK.login("--sub", "admin", "--admin");
        String before = PRODUCT.mediaToken(admin, "projects/42/");

        Chromium.run("keys", STACK.issuer().toString(), admin);

        assertThat(kid(PRODUCT.mediaToken(admin, "projects/42/"))).isNotEqualTo(kid(before));
        await("a refusal everywhere")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(PRODUCT.viewEverywhere(before, SharedStack.IMAGE))
                        .containsOnly(401));
    }

    private static String kid(String token) {
        String header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
        return JsonMapper.shared().readTree(header).get("kid").asString();
    }
}
