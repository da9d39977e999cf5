package dev.edgepass.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.tlog.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ed25519KeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_key_is_made_once_for_its_owner_alone() throws Exception {
        Path file = folder.resolve("keys/audit.jwk");

        SigningKey made = Ed25519KeyFile.loadOrCreate(file);

        assertThat(Ed25519KeyFile.loadOrCreate(file).verifierKey("a")).isEqualTo(made.verifierKey("a"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("\"kty\":\"OKP\"", "\"crv\":\"Ed25519\"");
    }

    @Test
    void another_file_is_no_key_and_isnt_quoted() throws Exception {
        Path file = folder.resolve("audit.jwk");
        Path other = folder.resolve("feed.jwk");
        KeyFile.loadOrCreate(other);
        SecretFile.loadOrCreate(file, () -> "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"d\":\"c2VjcmV0\"}");

        for (Path wrong : new Path[] {file, other}) {
            assertThatThrownBy(() -> Ed25519KeyFile.loadOrCreate(wrong))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("key file " + wrong + " holds no Ed25519 private JWK");
        }
    }
}
