package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/media/access-token, MINT",
        "POST, /api/v1/media/share-links, WRITE",
        "PATCH, /api/v1/media/share-links/x, WRITE",
        "POST, /api/v1/media/keys/rotate, WRITE",
        "POST, /api/v1/media/upload-urls, WRITE",
        "GET, /api/v1/media/share-links, READ",
        "POST, /oauth2/introspect, READ"
    })
    void a_call_of_a_login_has_the_limit_of_its_kind(String method, String path, RateLimit limit) {
        assertThat(RateLimit.of(method, path, true)).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/media/revocations",
        "DELETE, /api/v1/media/revocations/x",
        "DELETE, /api/v1/media/share-links/x",
        "POST, /api/v1/media/share-links/x/suspend",
        "POST, /api/v1/media/keys/x/withdraw",
        "POST, /oauth2/revoke"
    })
    void taking_back_has_a_limit_of_its_own(String method, String path) {
        assertThat(RateLimit.of(method, path, true)).isEqualTo(RateLimit.REVOKE);
    }

    @Test
    void whoever_isnt_logged_in_is_counted_by_address() {
        assertThat(RateLimit.of("POST", "/api/v1/media/share-links/access-token", false))
                .isEqualTo(RateLimit.PUBLIC);
    }
}
