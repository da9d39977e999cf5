package dev.edgepass.issuer.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;

class TrustedFeedKeysTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "production", "locale"})
    void outside_of_the_profile_local_an_issuer_without_feed_keys_refuses_to_start_and_names_the_property(
            String profile) {
        for (Path none : new Path[] {null, Path.of("")}) {
            assertThatThrownBy(() -> new TrustedFeedKeys(new FeedSettings(none), profile(profile)))
                    .isInstanceOf(FeedKeysMissingException.class)
                    .hasMessageContaining("edgepass.feed.jwks-file");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"a\"}]}", "[]"})
    void a_file_without_a_feed_key_is_none_in_any_profile_and_is_not_quoted(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("feed-public.jwks"), content);

        assertThatThrownBy(() -> new TrustedFeedKeys(new FeedSettings(file), profile("local")))
                .isInstanceOf(FeedKeysMissingException.class)
                .hasMessageContaining("edgepass.feed.jwks-file")
                .hasMessageNotContaining("c2VjcmV0");
        assertThatThrownBy(
                        () -> new TrustedFeedKeys(new FeedSettings(folder.resolve("missing.jwks")), profile("local")))
                .isInstanceOf(FeedKeysMissingException.class);
    }

    @Test
    void in_the_profile_local_no_file_means_that_no_head_is_believed() {
        assertThat(new TrustedFeedKeys(new FeedSettings(null), profile("local")).find("any"))
                .isEmpty();
    }

    @Test
    void a_file_that_was_replaced_is_read_again_and_what_it_lacks_is_trusted_no_more() throws Exception {
        Path file = write("first", 1);
        TrustedFeedKeys keys = new TrustedFeedKeys(new FeedSettings(file), profile("production"));
        assertThat(keys.find("first")).isPresent();
        assertThat(keys.find("second")).isEmpty();

        write("second", 2);
        assertThat(keys.find("second")).isPresent();
        assertThat(keys.find("first")).isEmpty();
    }

    @Test
    void a_file_that_can_no_longer_be_read_leaves_the_keys_as_they_were() throws Exception {
        Path file = write("first", 1);
        TrustedFeedKeys keys = new TrustedFeedKeys(new FeedSettings(file), profile("production"));

        Files.writeString(file, "half a fi");
        assertThat(keys.find("first")).isPresent();
        Files.delete(file);
        assertThat(keys.find("first")).isPresent();
    }

    private Path write(String kid, long modified) throws IOException, JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        Path file = Files.writeString(folder.resolve("feed-public.jwks"), new JWKSet(key.toPublicJWK()).toString());
        return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(modified)));
    }

    private static StandardEnvironment profile(String name) {
        StandardEnvironment environment = new StandardEnvironment();
        if (!name.isEmpty()) {
            environment.setActiveProfiles(name);
        }
        return environment;
    }
}
