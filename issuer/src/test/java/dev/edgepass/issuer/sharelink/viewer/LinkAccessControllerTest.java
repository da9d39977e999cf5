package dev.edgepass.issuer.sharelink.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkAccessControllerTest {
    @Test
    void no_secret_password_or_token_is_in_a_text() {
        assertThat(new LinkAccessController.AccessRequest("a secret", "correct horse", "a token"))
                .hasToString("AccessRequest");
        assertThat(new LinkAccessController.ObjectsRequest("a token", null, null))
                .hasToString("ObjectsRequest");
    }
}
