package dev.edgepass.jdk;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The feed's keys, a rotating set in one folder (docs/feed.md): the publisher signs heads with the current one, and every reader of heads pins
 * the public parts of the previous (if there was one), the current and the next, so that a rotation finds its key pinned already. Beside {@code feed.jwk} these
 * are {@code feed-previous.jwk}, {@code feed-next.jwk}, and {@code feed-public.jwks} for the readers. Where a folder {@code public} is beside the keys' folder,
 * {@code feed-public.jwks} is there: readers in containers see that folder and no private key. Thread-safe.
 */
public final class FeedKeyFiles {
    private static final String SUFFIX = ".jwk";

    private final Path current;
    private final Path next;
    private final Path previous;
    private final Path rotated;
    private final Path publicSet;

    /**
     * @param current the file of the key that signs
     */
    public FeedKeyFiles(Path current) {
        String name = current.getFileName().toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        this.current = current;
        this.next = current.resolveSibling(stem + "-next" + SUFFIX);
        this.previous = current.resolveSibling(stem + "-previous" + SUFFIX);
        this.rotated = current.resolveSibling(stem + "-rotated");
        Path forReaders = current.toAbsolutePath().resolveSibling("../public").normalize();
        this.publicSet = (Files.isDirectory(forReaders) ? forReaders.resolve(name) : current)
                .resolveSibling(stem + "-public.jwks");
    }

    /**
     * A rotation that was done, by {@code kid}s.
     *
     * @param retired signed until now; still pinned
     * @param signing signs from now on; was pinned as the next one
     * @param next pinned for the next rotation
     */
    public record Rotation(String retired, String signing, String next) {}

    /**
     * The key that signs; made where there is none.
     *
     * @throws IllegalStateException where the file holds none, or others may read it
     * @throws UncheckedIOException where it can't be read or made
     */
    public ECKey signing() {
        return KeyFile.loadOrCreate(current);
    }

    /**
     * The pinned set, public parts only, which is in the file of the readers too when this returns. Keys are made where there are none yet.
     *
     * @throws IllegalStateException where a file holds no key, or others may read it
     * @throws UncheckedIOException where a file can't be read or written
     */
    public JWKSet pin() {
        // By kid: a rotation that was cut off has the same key twice.
        Map<String, JWK> set = new LinkedHashMap<>();
        if (Files.exists(previous)) {
            ECKey key = publicKey(previous);
            set.put(key.getKeyID(), key);
        }
        for (Path file : new Path[] {current, next}) {
            ECKey key = KeyFile.loadOrCreate(file).toPublicJWK();
            set.put(key.getKeyID(), key);
        }
        JWKSet pinned = new JWKSet(set.values().stream().toList());
        replace(publicSet, pinned.toString());
        return pinned;
    }

    /**
     * Rotates: the next key signs from now on, of the current one only the public part is kept, and a new next key is made. A run that is cut off in between
     * leaves a usable set. A publisher that runs signs with the old key until it is started anew.
     *
     * @throws IllegalStateException where no head was signed since the last rotation: the last head would be under a key that is pinned no more
     * @throws UncheckedIOException where a file can't be read or written
     */
    public Rotation rotate() {
        if (isRotated() && !isCutOff()) {
            throw new IllegalStateException(
                    "the feed keys in " + current.toAbsolutePath().getParent()
                            + " were rotated, and no head has been signed with the new one yet: start the publisher anew before the next rotation");
        }
        ECKey retired = signing();
        ECKey signing = KeyFile.loadOrCreate(next);
        replace(previous, retired.toPublicJWK().toJSONString());
        replace(rotated, signing.getKeyID());
        try {
            Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("can't replace the feed key " + current, e);
        }
        ECKey following = KeyFile.loadOrCreate(next);
        pin();
        return new Rotation(retired.getKeyID(), signing.getKeyID(), following.getKeyID());
    }

    private boolean isRotated() {
        return Files.exists(rotated);
    }

    /** The key that was to sign is still the next one. */
    private boolean isCutOff() {
        try {
            return Files.exists(next) && publicKey(next).getKeyID().equals(Files.readString(rotated));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + rotated, e);
        }
    }

    /**
     * A head under the key {@code kid} is in the store: the keys may be rotated again, if that is the key of the last rotation. A publisher that was started before it
     * may still sign with the old one.
     *
     * @throws UncheckedIOException where the folder can't be read or written
     */
    public void inUse(String kid) {
        try {
            if (Files.exists(rotated) && Files.readString(rotated).equals(kid)) {
                Files.delete(rotated);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + rotated, e);
        }
    }

    /** Atomically, with mode 0600; what is the same already is left alone, so that the folder may be one that can't be written. */
    private static void replace(Path file, String text) {
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return;
            }
            Path fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    private static ECKey publicKey(Path file) {
        try {
            return ECKey.parse(Files.readString(file)).toPublicJWK();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        } catch (ParseException e) {
            // The message could quote key material, so it isn't passed on.
            throw new IllegalStateException("key file " + file + " holds no P-256 JWK: delete it, or restore it");
        }
    }
}
