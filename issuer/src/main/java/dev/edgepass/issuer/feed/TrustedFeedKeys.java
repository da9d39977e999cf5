package dev.edgepass.issuer.feed;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.jdk.Es256;
import dev.edgepass.worker.RepeatedWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The feed keys under which a head is believed: those of a file, read again whenever it is another one than before, so that a rotation needs no restart of the
 * issuer. A file that can't be read any more leaves the keys as they were. Thread-safe.
 */
@Component
final class TrustedFeedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedFeedKeys.class);
    private static final String PROPERTY = "edgepass.feed.jwks-file";
    private static final Profiles LOCAL = Profiles.of("local");

    private static final String FILE = "file";

    private final @Nullable Path file;
    private final RepeatedWarnings warnings = new RepeatedWarnings(LOG);
    private volatile Loaded loaded;

    private record Loaded(List<PublicKey> keys, @Nullable FileTime modified) {}

    /**
     * @throws FeedKeysMissingException where there are no keys outside of the profile {@code local}
     */
    TrustedFeedKeys(FeedSettings feed, Environment environment) {
        // An empty value is none: docker-compose.yml hands on variables that nobody set.
        Path named = feed.jwksFile();
        this.file = named == null || named.toString().isEmpty() ? null : named;
        if (file != null) {
            loaded = load(file);
            return;
        }
        if (!environment.acceptsProfiles(LOCAL)) {
            throw new FeedKeysMissingException(
                    PROPERTY + " is not set: a head is believed only under a known feed key.");
        }
        LOG.warn("{} is not set: no head is believed, and no command is ever published", PROPERTY);
        loaded = new Loaded(List.of(), null);
    }

    Optional<PublicKey> find(String kid) {
        return current().stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    private List<PublicKey> current() {
        if (file != null) {
            try {
                if (!Files.getLastModifiedTime(file).equals(loaded.modified)) {
                    loaded = load(file);
                }
                warnings.over(FILE, "the feed keys' file can be read again");
            } catch (IOException | FeedKeysMissingException e) {
                warnings.warn(FILE, "the feed keys stay as they were: " + e);
            }
        }
        return loaded.keys;
    }

    private static Loaded load(Path file) {
        try {
            // Before the keys: a file that is replaced in between is read once more.
            FileTime modified = Files.getLastModifiedTime(file);
            List<PublicKey> keys = JWKSet.load(file.toFile()).getKeys().stream()
                    .filter(key ->
                            key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()) && ec.getKeyID() != null)
                    .map(key -> Es256.publicKey(key.toECKey()))
                    .toList();
            if (!keys.isEmpty()) {
                return new Loaded(keys, modified);
            }
            throw new FeedKeysMissingException(PROPERTY + ": " + file + " holds no P-256 key with a kid.");
        } catch (IOException | ParseException e) {
            // A parser's message could quote key material, so it isn't passed on.
            throw new FeedKeysMissingException(PROPERTY + ": " + file + " holds no JWKS that can be read.");
        }
    }
}
