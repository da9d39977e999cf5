package dev.edgepass.issuer.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PepperTest {
    @TempDir
    Path folder;

    @Test
    void it_is_made_once_and_only_its_owner_reads_it() throws IOException {
        Path file = folder.resolve("keys/pepper");

        Pepper first = new Pepper(file);
        Pepper second = new Pepper(file);

        assertThat(first.derive("a")).hasSize(32).isEqualTo(second.derive("a"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void each_use_and_each_pepper_has_a_key_of_its_own() {
        Pepper pepper = new Pepper(folder.resolve("one"));

        assertThat(pepper.derive("a"))
                .isNotEqualTo(pepper.derive("b"))
                .isNotEqualTo(new Pepper(folder.resolve("two")).derive("a"));
    }

    @Test
    void a_key_is_hkdf_expands_first_block() throws IOException {
        byte[] prk = HexFormat.of().parseHex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        Path file = folder.resolve("rfc");
        Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(prk));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        // HMAC-SHA256(key, "info" | 0x01), computed by Python's hmac.
        assertThat(HexFormat.of().formatHex(new Pepper(file).derive("info")))
                .isEqualTo("361f226d265eff89c12e99459f137e90c0eb67e1aca1379d2217786e06f0c157");
    }

    @Test
    void a_broken_file_is_refused_without_quoting_it_and_the_pepper_is_in_no_text() throws IOException {
        Path file = folder.resolve("broken");
        Files.writeString(file, "c2VjcmV0");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> new Pepper(file))
                .hasMessageContaining("no pepper")
                .hasMessageNotContaining("c2VjcmV0");
        Path good = folder.resolve("good");
        assertThat(new Pepper(good)).hasToString("Pepper");
    }
}
