package dev.edgepass.local.stack;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The feed's keys of a stack, a rotating set (DESIGN section 5): the consumer signs heads with the current one; everybody who reads heads pins the public parts
 * of the previous (if there was one), the current and the next, so that a rotation finds its key pinned already.
 */
final class FeedKeys {
    private final DataFolder data;

    private FeedKeys(DataFolder data) {
        this.data = data;
    }

    /** The pinned set, which is in {@link DataFolder#feedPublicKeys} too when this returns. Keys are made where there are none yet. */
    static String publicJwks(DataFolder data) {
        FeedKeys keys = new FeedKeys(data);
        try {
            return keys.pin();
        } catch (IOException e) {
            throw new StartFailure("Can't write " + data.feedPublicKeys() + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Rotates: the next key signs from now on, of the current one only the public part is kept, and a new next key is made. A run that is cut off in between leaves a
     * usable set.
     *
     * @throws StartFailure where the folder's files can't be read or written, or no stack has run since the last rotation: the last head would be under a key that
     *     nobody pins any more
     */
    static FeedKeyRotation rotate(DataFolder data) {
        FeedKeys keys = new FeedKeys(data);
        if (Files.exists(data.feedKeyRotated())) {
            throw new StartFailure(
                    "The feed keys in " + data.feedKey().getParent()
                            + " were rotated, and no head has been signed with the new one yet: start the stack once before the next rotation.");
        }
        try {
            ECKey retired = KeyFile.loadOrCreate(data.feedKey());
            ECKey signing = KeyFile.loadOrCreate(data.nextFeedKey());
            OwnerOnly.write(data.previousFeedKey(), retired.toPublicJWK().toJSONString());
            OwnerOnly.write(data.feedKeyRotated(), signing.getKeyID());
            Files.move(
                    data.nextFeedKey(),
                    data.feedKey(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            ECKey next = KeyFile.loadOrCreate(data.nextFeedKey());
            keys.pin();
            return new FeedKeyRotation(retired.getKeyID(), signing.getKeyID(), next.getKeyID());
        } catch (IOException e) {
            throw new StartFailure(
                    "Can't rotate the feed keys in " + data.feedKey().getParent() + ": " + e.getMessage() + ".", e);
        }
    }

    /** A stack runs: its publisher has signed a head with the current key. */
    static void inUse(DataFolder data) throws IOException {
        Files.deleteIfExists(data.feedKeyRotated());
    }

    private String pin() throws IOException {
        // By kid: a rotation that was cut off has the same key twice.
        Map<String, JWK> set = new LinkedHashMap<>();
        if (Files.exists(data.previousFeedKey())) {
            ECKey previous = publicKey(data.previousFeedKey());
            set.put(previous.getKeyID(), previous);
        }
        for (Path file : new Path[] {data.feedKey(), data.nextFeedKey()}) {
            ECKey key = KeyFile.loadOrCreate(file).toPublicJWK();
            set.put(key.getKeyID(), key);
        }
        String jwks = jwks(set.values());
        OwnerOnly.write(data.feedPublicKeys(), jwks);
        return jwks;
    }

    private static String jwks(Collection<JWK> keys) {
        return new JWKSet(keys.stream().toList()).toString();
    }

    private static ECKey publicKey(Path file) throws IOException {
        try {
            return ECKey.parse(Files.readString(file)).toPublicJWK();
        } catch (ParseException e) {
            throw new StartFailure("The key file " + file + " holds no P-256 JWK: delete it, or restore it.");
        }
    }
}
