package dev.edgepass.issuer.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.jdk.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySourcesTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_makes_its_first_key_and_grows() {
        KeySource source = KeySources.of(settings(null, folder.resolve("keys"), null));
        List<ECKey> first = source.load();

        source.add();

        assertThat(first).hasSize(1);
        assertThat(source.load()).hasSize(2).containsAll(first);
    }

    @Test
    void a_file_is_the_first_key_of_the_folder_beside_it() {
        Path file = folder.resolve("signing.jwk");
        KeySource source = KeySources.of(settings(file, null, null));
        source.load();

        source.add();

        assertThat(source.load()).first().isEqualTo(KeyFile.load(file));
        assertThat(folder.resolve("signing")).isDirectoryContaining("glob:**.jwk");
    }

    @Test
    void a_folder_whose_first_file_was_taken_away_makes_no_other_one() throws IOException {
        Path file = folder.resolve("signing.jwk");
        KeySource source = KeySources.of(settings(file, null, null));
        source.load();
        source.add();
        Files.delete(file);

        assertThat(source.load()).hasSize(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_set_as_text_gives_its_keys_and_does_not_grow() {
        ECKey a = KeyFile.createIn(folder);
        ECKey b = KeyFile.createIn(folder);
        KeySource source = KeySources.of(settings(null, null, new JWKSet(List.of(a, b)).toString(false)));

        assertThat(source.load()).containsExactly(a, b);
        assertThat(source.grows()).isFalse();
    }

    @Test
    void a_set_that_holds_something_else_is_refused_without_showing_it() {
        String secret = KeyFile.createIn(folder).getD().toString();
        Map<String, String> wrong = Map.of(
                "{\"keys\":[]}",
                "empty",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + secret + "\"}]}",
                "key 1",
                "{\"keys\":[{\"d\":\"" + secret + "\"",
                "not a JWK Set",
                KeyFile.createIn(folder).toPublicJWK().toJSONString(),
                "not a JWK Set");

        wrong.forEach((text, reason) -> assertThatIllegalStateException()
                .isThrownBy(() -> KeySources.of(settings(null, null, text)))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret))
                .withNoCause());
    }

    @Test
    void a_pkcs12_store_gives_its_p256_keys() throws IOException, InterruptedException {
        Path store = Pkcs12.make(folder, "first", "secp256r1");
        Pkcs12.make(folder, "second", "secp256r1");

        List<ECKey> keys = new Pkcs12Store(store, Pkcs12.password(folder)).load();

        assertThat(keys).hasSize(2).allSatisfy(key -> {
            assertThat(key.isPrivate()).isTrue();
            assertThat(new SigningKey(key).kid())
                    .isEqualTo(key.computeThumbprint().toString());
        });
    }

    @Test
    void a_pkcs12_store_with_another_key_or_password_is_refused() throws IOException, InterruptedException {
        Path store = Pkcs12.make(folder, "large", "secp384r1");
        Path password = Pkcs12.password(folder);

        assertThatIllegalStateException()
                .isThrownBy(() -> new Pkcs12Store(store, password).load())
                .withMessageContaining("large is no P-256 key");
        Files.writeString(password, "wrong");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Pkcs12Store(store, password).load())
                .withMessageContaining("isn't opened by the password");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new Pkcs12Store(store, password).load())
                .withMessageContaining("chmod 600");
    }

    @Test
    void several_sources_are_none() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KeySources.of(settings(folder.resolve("a.jwk"), folder, null)))
                .withMessageContaining("edgepass.keys.signing-file")
                .withMessageContaining("edgepass.keys.folder");
    }

    @Test
    void nothing_of_a_private_key_is_in_a_text() {
        ECKey key = KeyFile.createIn(folder);
        String set = new JWKSet(key).toString(false);
        KeySettings settings = settings(null, null, set);

        assertThat(settings + " " + KeySources.of(settings) + " " + new SigningKey(key))
                .doesNotContain(key.getD().toString());
    }

    private static KeySettings settings(@Nullable Path file, @Nullable Path folder, @Nullable String jwks) {
        Duration second = Duration.ofSeconds(1);
        return new KeySettings(file, folder, jwks, null, null, Path.of("pepper"), second, null, second);
    }
}
