package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends to the issuer is either understood whole or refused as a problem that says what is wrong. */
class HostileInputIT {
    private static final RunningStack STACK = SharedStack.get();
    private static final Product PRODUCT = new Product(STACK);
    private static final String LOGIN = STACK.login("--sub", "hostile", "--paths", "projects/42/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"paths\":null}",
                "{\"paths\":[]}",
                "{\"paths\":\"projects/42/\"}",
                "{\"paths\":[1]}",
                "{\"paths\":[null]}",
                "{\"paths\":[\"\"]}",
                "{\"paths\":[\"/\"]}",
                "{\"paths\":[\"projects/../42/\"]}",
                "{\"paths\":[\"projects/42/./a\"]}",
                "{\"paths\":[\"projects//42/\"]}",
                "{\"paths\":[\"/projects/42/\"]}",
                "{\"paths\":[\"projects\\\\42/\"]}",
                "{\"paths\":[\"projects/42/\\u0000\"]}",
                "{\"paths\":[\"projects/42/cafe\\u0301.jpg\"]}",
                "{\"paths\":[\"projects/42/\\ud800\"]}",
                "{\"paths\":[\"projects/42/\"],\"ttl\":\"PT25H\"}",
                "{\"paths\":[\"projects/42/\"],\"ttl\":\"PT0S\"}",
                "{\"paths\":[\"projects/42/\"],\"ttl\":\"-PT1H\"}",
                "{\"paths\":[\"projects/42/\"],\"ttl\":\"tomorrow\"}",
                "{\"paths\":[\"projects/42/\"],\"ttl\":3600}",
                "{\"paths\":[\"projects/42/\"],\"admin\":true}",
                "{\"paths\":[\"projects/42/\"],\"paths\":[\"projects/43/\"]}",
                "{\"paths\":[\"projects/42/\"]} {}",
            })
    void a_bad_request_for_a_token_is_a_400_problem(String body) {
        Web.Answer answer = PRODUCT.api("POST", "access-token", LOGIN, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.problem()).isNotEmpty();
        assertThat(answer.json().get("detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"target\":{\"kind\":\"token\"}}",
                "{\"target\":{\"kind\":\"planet\",\"id\":\"x\"}}",
                "{\"target\":{\"kind\":\"folder\",\"id\":\"a\"}}",
                "{\"target\":{\"kind\":\"file\",\"id\":\"a/../b\"}}",
                "{\"target\":{\"kind\":\"token\",\"id\":\"x\"},\"effect\":\"explode\"}",
                "{\"target\":{\"kind\":\"token\",\"id\":\"x\"},\"colour\":\"red\"}",
            })
    void a_bad_request_for_a_revocation_is_a_400_problem(String body) {
        Web.Answer answer = PRODUCT.api("POST", "revocations", STACK.login("--admin"), body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.problem()).isNotEmpty();
    }

    @Test
    void an_unknown_secret_and_a_forged_login_open_nothing() {
        assertThat(PRODUCT.api("POST", "share-links/access-token", "", "{\"secret\":\"AAAAAAAAAAAAAAAAAAAAAA\"}")
                        .status())
                .isEqualTo(404);
        assertThat(PRODUCT.api(
                                "POST",
                                "access-token",
                                LOGIN.substring(0, LOGIN.length() - 4) + "AAAA",
                                "{\"paths\":[\"projects/42/\"]}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void no_answer_repeats_a_token() {
        String token = PRODUCT.mediaToken(LOGIN, "projects/42/");
        String broken = token.substring(0, token.length() - 8) + "AAAAAAAA";

        Web.Answer edge = PRODUCT.view(STACK.edges().get(0), broken, SharedStack.IMAGE);
        Web.Answer issuer = PRODUCT.api("POST", "share-links/access-token", "", "{\"token\":\"" + broken + "\"}");

        assertThat(edge.problem()).isEqualTo("bad-signature");
        assertThat(edge.text()).doesNotContain(broken.substring(0, 40));
        assertThat(issuer.status()).isBetween(400, 499);
        assertThat(issuer.text()).doesNotContain(broken.substring(0, 40));
    }
}
