package dev.edgepass.consumer.feed;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.UnverifiedHead;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.FeedKeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs heads with one feed key and takes those of a set of keys, its own among them, so that a feed key can be replaced while publishers and edges follow one
 * after the other (docs/feed.md, "Feed keys"). Thread-safe.
 */
public final class FeedKeySeal implements HeadSeal {
    private static final Logger log = LoggerFactory.getLogger(FeedKeySeal.class);

    private final String kid;
    private final Es256 signer;
    private final Map<String, PublicKey> trusted = new LinkedHashMap<>();

    /** Trusts its own key alone. */
    public FeedKeySeal(ECKey feedKey) {
        this(feedKey, new JWKSet());
    }

    /**
     * @param feedKey signs
     * @param others public keys that are trusted beside it
     */
    public FeedKeySeal(ECKey feedKey, JWKSet others) {
        this.kid = feedKey.getKeyID();
        this.signer = Es256.signer(feedKey);
        for (JWK key : others.getKeys()) {
            trust(key);
        }
        trust(feedKey);
    }

    /**
     * The seal by the settings: trusts what the readers of heads pin ({@link FeedKeyFiles}), and the keys of {@code edgepass.feed.trusted-keys-file}. Keys are
     * made where they are missing, and the file of the readers is written.
     *
     * @throws IllegalStateException where a file doesn't hold what it should
     */
    public static FeedKeySeal of(FeedProperties feed) {
        FeedKeyFiles files = new FeedKeyFiles(feed.keyFile());
        List<JWK> trusted = new ArrayList<>(files.pin().getKeys());
        trusted.addAll(load(feed.trustedKeysFile()).getKeys());
        return new FeedKeySeal(files.signing(), new JWKSet(trusted));
    }

    /** None where no file is named, or the named one isn't there: it adds to what is trusted, and nothing rests on it. */
    private static JWKSet load(@Nullable Path file) {
        if (file == null || file.toString().isEmpty()) {
            return new JWKSet();
        }
        if (Files.notExists(file)) {
            log.warn(
                    "there are no trusted feed keys in {}: heads are taken over under the keys beside the feed key alone",
                    file);
            return new JWKSet();
        }
        try {
            return JWKSet.load(file.toFile());
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(
                    "can't read trusted feed keys from " + file + " (expected: a JWKS of public P-256 keys)", e);
        }
    }

    private void trust(JWK key) {
        if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve()) || ec.getKeyID() == null) {
            throw new IllegalStateException("feed key " + key.getKeyID() + " (expected: a P-256 key with a kid)");
        }
        trusted.put(ec.getKeyID(), Es256.publicKey(ec));
    }

    /** The key that signs. */
    public String kid() {
        return kid;
    }

    @Override
    public String sign(FeedHead head) {
        return signer.sign(head);
    }

    @Override
    public FeedHead open(String compact) {
        try {
            UnverifiedHead unverified = UnverifiedHead.parse(compact);
            PublicKey key = trusted.get(unverified.kid());
            if (key == null) {
                throw new UntrustedHeadException(
                        "signed by feed key " + unverified.kid() + " (expected: one of " + trusted.keySet() + ")");
            }
            if (!Es256.verify(key, unverified.signingInput(), unverified.signature())) {
                throw new UntrustedHeadException("its signature is wrong under feed key " + key.kid());
            }
            return unverified.signatureIsGood();
        } catch (MalformedException e) {
            throw new UntrustedHeadException(Objects.requireNonNull(e.getMessage(), "message"));
        }
    }
}
