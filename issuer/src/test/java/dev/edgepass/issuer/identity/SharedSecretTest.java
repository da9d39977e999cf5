package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSecretTest {
    private static final String BASE64 = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void it_comes_from_the_configuration_or_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), BASE64 + "\n");

        assertThat(key(IdentitySettings.HS256_SECRET, BASE64)).hasSize(32);
        assertThat(key(IdentitySettings.HS256_SECRET_FILE, file.toString())).hasSize(32);
    }

    @Test
    void one_under_256_bits_is_a_startup_error_that_says_so() {
        String short_ = Base64.getEncoder().encodeToString(new byte[31]);
        assertThatThrownBy(() -> key(IdentitySettings.HS256_SECRET, short_))
                .isInstanceOf(IdentityNotConfiguredException.class)
                .hasMessage("edgepass.identity.hs256-secret has 31 bytes (expected: at least 32).");
    }

    @Test
    void what_isnt_base64_is_a_startup_error_that_doesnt_quote_it() {
        assertThatThrownBy(() -> key(IdentitySettings.HS256_SECRET, "hunter2-hunter2-hunter2-hunter2-hunter2"))
                .hasMessage("edgepass.identity.hs256-secret isn't base64.")
                .hasNoCause();
        assertThatThrownBy(() -> key(IdentitySettings.HS256_SECRET_FILE, "/nowhere/secret"))
                .hasMessageContaining("/nowhere/secret can't be read");
    }

    @Test
    void it_shows_in_no_text() {
        assertThat(CallerClaimsTest.settings(Map.of(IdentitySettings.HS256_SECRET, BASE64)))
                .asString()
                .doesNotContain(BASE64);
    }

    private static byte[] key(String property, String value) {
        return SharedSecret.key(CallerClaimsTest.settings(Map.of(property, value)))
                .getEncoded();
    }
}
