package dev.edgepass.consumer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedKeysProgramTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void it_makes_the_keys_once_and_prints_what_the_worker_pins() throws Exception {
        assertThat(run("feed.jwk")).isZero();
        JWKSet printed = JWKSet.parse(out.toString());
        out.reset();
        assertThat(run("feed.jwk")).isZero();

        assertThat(printed.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        assertThat(JWKSet.parse(out.toString())).isEqualTo(printed);
        assertThat(JWKSet.load(folder.resolve("feed-public.jwks").toFile())).isEqualTo(printed);
    }

    @Test
    void a_file_that_holds_no_key_is_named_and_not_quoted() throws Exception {
        Files.writeString(folder.resolve("wrong.jwk"), "c2VjcmV0");
        Files.setPosixFilePermissions(folder.resolve("wrong.jwk"), PosixFilePermissions.fromString("rw-------"));

        assertThat(run("wrong.jwk")).isEqualTo(1);
        assertThat(err.toString()).contains("wrong.jwk").doesNotContain("c2VjcmV0");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String file) {
        return FeedKeysProgram.run(
                List.of("--edgepass.feed.key-file=" + folder.resolve(file)),
                new PrintStream(out, true),
                new PrintStream(err, true));
    }
}
