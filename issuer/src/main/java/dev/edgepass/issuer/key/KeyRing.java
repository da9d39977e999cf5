package dev.edgepass.issuer.key;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.jdk.Es256;
import dev.edgepass.worker.RepeatedWarnings;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The private keys that this instance holds, as its source has them. Which of them signs isn't decided here but by the log: the read model says so in the same step
 * as everything else that a token rests on. Thread-safe; signing takes no lock.
 */
@Component
public class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    /** A key that isn't here may have been put there a moment ago; the source isn't read for every request. */
    private static final Duration REREAD = Duration.ofSeconds(1);

    private static final String SOURCE = "source";

    private final KeySource source;
    private final KeyStanding standing;
    private final Clock clock;
    private final RepeatedWarnings warnings = new RepeatedWarnings(LOG);
    private volatile Map<String, SigningKey> keys = Map.of();
    private Instant lastRead = Instant.EPOCH;

    KeyRing(KeySettings settings, KeyStanding standing, Clock clock) {
        this.source = KeySources.of(settings);
        this.standing = standing;
        this.clock = clock;
        read(source.load());
        LOG.info("signing with {}: {} from {}", Es256.provider(), keys.keySet(), source);
    }

    /**
     * The key to sign with.
     *
     * @throws ProblemException {@code signing-key-withdrawn}, {@code signing-key-unavailable}
     */
    public SigningKey active(Snapshot snapshot) {
        String kid = snapshot.activeKid();
        if (kid == null) {
            throw ProblemType.SIGNING_KEY_UNAVAILABLE.because("No signing key is announced yet. Try again shortly.");
        }
        if (kid.isEmpty() || standing.isWithdrawn(kid)) {
            throw ProblemType.SIGNING_KEY_WITHDRAWN.because(
                    "Nothing can be minted until an admin changes to another key (POST /keys/rotate).");
        }
        return find(kid)
                .orElseThrow(() -> ProblemType.SIGNING_KEY_UNAVAILABLE.because("This instance doesn't hold key " + kid
                        + ", with which issuers sign now. Give it the keys that the others have."));
    }

    /** A key that this instance holds, or has been given since it last looked. */
    public Optional<SigningKey> find(String kid) {
        SigningKey key = keys.get(kid);
        if (key == null) {
            reloadIfDue();
            key = keys.get(kid);
        }
        return Optional.ofNullable(key);
    }

    private synchronized void reloadIfDue() {
        if (clock.instant().isAfter(lastRead.plus(REREAD))) {
            reload();
        }
    }

    /** In the source's order. */
    public List<SigningKey> held() {
        return List.copyOf(keys.values());
    }

    /** A key that was held at the last look. */
    public Optional<SigningKey> held(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /** Looks at the source again. Where that fails, what was held is held on. */
    public synchronized void reload() {
        try {
            read(source.load());
            warnings.over(SOURCE, "the signing keys can be read again");
        } catch (IllegalStateException | UncheckedIOException e) {
            warnings.warn(SOURCE, "the signing keys can't be read again, the ones read before stay: " + e.getMessage());
        }
        lastRead = clock.instant();
    }

    public boolean grows() {
        return source.grows();
    }

    /**
     * Makes a key in the source.
     *
     * @throws ProblemException {@code no-next-key} where it can't be written
     */
    public void grow() {
        try {
            source.add();
        } catch (UncheckedIOException e) {
            throw new ProblemException(
                    ProblemType.NO_NEXT_KEY.detail(
                            "The " + source + " can't be written. Add a key to it, or let the issuer do so."),
                    e);
        }
        reload();
    }

    private void read(List<ECKey> loaded) {
        Map<String, SigningKey> ring = new LinkedHashMap<>();
        for (ECKey key : loaded) {
            SigningKey known = keys.get(key.getKeyID());
            ring.put(key.getKeyID(), known == null ? new SigningKey(key) : known);
        }
        keys = ring;
        lastRead = clock.instant();
    }

    /** Without key material. */
    @Override
    public String toString() {
        return "KeyRing[" + keys.keySet() + " of " + source + "]";
    }
}
