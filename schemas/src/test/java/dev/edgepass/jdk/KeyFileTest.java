package dev.edgepass.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.jws.CompactJws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path folder;

    @Test
    void the_first_asker_makes_the_key_and_only_the_owner_reads_it() throws IOException {
        Path file = folder.resolve("keys/signing.jwk");

        ECKey key = KeyFile.loadOrCreate(file);

        assertThat(KeyFile.loadOrCreate(file).getKeyID()).isEqualTo(key.getKeyID());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent())
                .isDirectoryContaining("glob:**signing.jwk")
                .isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void all_who_ask_at_once_get_the_same_key() {
        Path file = folder.resolve("signing.jwk");
        Set<String> kids = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 8)
                .parallel()
                .forEach(i -> kids.add(KeyFile.loadOrCreate(file).getKeyID()));

        assertThat(kids).hasSize(1);
    }

    @Test
    void a_key_that_others_may_read_is_refused() throws IOException {
        Path file = folder.resolve("signing.jwk");
        KeyFile.loadOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> KeyFile.loadOrCreate(file))
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void a_broken_file_is_refused_without_quoting_it() throws IOException {
        Path file = folder.resolve("signing.jwk");
        Files.writeString(file, "{\"d\":\"secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> KeyFile.loadOrCreate(file))
                .hasMessageContaining("no P-256")
                .hasMessageNotContaining("secret");
    }

    @Test
    void what_is_signed_verifies_and_a_changed_bit_does_not() {
        ECKey key = KeyFile.loadOrCreate(folder.resolve("signing.jwk"));

        CompactJws jws = CompactJws.parse(Es256.signer(key).sign("t", "{\"a\":1}"), "t");

        assertThat(jws.kid()).isEqualTo(key.getKeyID());
        assertThat(Es256.verify(Es256.publicKey(key), jws.signingInput(), jws.signature()))
                .isTrue();
        byte[] changed = jws.signature();
        changed[5] ^= 1;
        assertThat(Es256.verify(Es256.publicKey(key), jws.signingInput(), changed))
                .isFalse();
    }
}
