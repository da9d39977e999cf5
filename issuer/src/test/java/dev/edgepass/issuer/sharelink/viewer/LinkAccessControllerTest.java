package dev.edgepass.issuer.sharelink.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.media.MediaObjects;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkAccessControllerTest {
    @Test
    void no_secret_password_or_token_is_in_a_text() {
        assertThat(new LinkAccessController.AccessRequest("a secret", "correct horse", "a token"))
                .hasToString("AccessRequest");
        assertThat(new LinkAccessController.ObjectsRequest("a token", null, null))
                .hasToString("ObjectsRequest");
        assertThat(new LinkAccessController.LinkObjects(
                        new MediaObjects.Page(List.of(), null, null), null, "https://media.example/view/a token/", 1L))
                .hasToString("LinkObjects[0]");
    }
}
