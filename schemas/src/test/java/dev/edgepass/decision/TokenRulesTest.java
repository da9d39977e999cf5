package dev.edgepass.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgepass.token.MediaClaims;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRulesTest {
    private static final long NOW = 1_800_000_000;
    private static final TokenRules RULES = new TokenRules("edgepass", "edgepass-edge", 60, 86_400);

    @ParameterizedTest
    @CsvSource({
        "other, edgepass-edge, 0, 60, MALFORMED_TOKEN",
        "edgepass, other, 0, 60, MALFORMED_TOKEN",
        "edgepass, edgepass-edge, 0, 0, MALFORMED_TOKEN",
        "edgepass, edgepass-edge, 0, 86401, MALFORMED_TOKEN",
        "edgepass, edgepass-edge, -60, 0, EXPIRED",
        "edgepass, edgepass-edge, 61, 120, NOT_YET_VALID",
        "edgepass, edgepass-edge, 300, 3600, NOT_YET_VALID"
    })
    void the_first_rule_that_is_broken_refuses(String issuer, String audience, long iat, long exp, Refusal refusal) {
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> require(claims(issuer, audience, iat, exp)));

        assertThat(refused.refusal()).isEqualTo(refusal);
    }

    @Test
    void the_bounds_themselves_are_granted() {
        assertThatCode(() -> require(claims("edgepass", "edgepass-edge", 60, 61)))
                .doesNotThrowAnyException();
        assertThatCode(() -> require(claims("edgepass", "edgepass-edge", -86_399, 1)))
                .doesNotThrowAnyException();
        assertThatCode(() -> require(claims("edgepass", "edgepass-edge", 0, 86_400)))
                .doesNotThrowAnyException();
    }

    private static void require(MediaClaims claims) {
        RULES.require(claims, NOW * 1000);
    }

    private static MediaClaims claims(String issuer, String audience, long iat, long exp) {
        return new MediaClaims(
                issuer,
                audience,
                "s",
                "j",
                NOW + iat,
                NOW + exp,
                1,
                null,
                null,
                List.of("a/"),
                false,
                List.of(),
                false);
    }
}
