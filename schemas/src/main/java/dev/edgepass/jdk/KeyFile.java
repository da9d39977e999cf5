package dev.edgepass.jdk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;

/** A P-256 private key as a JWK (RFC 7517) in a file that only its owner reads. */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private KeyFile() {}

    /**
     * The key in {@code file}; made there, with mode 0600, where there is none. Several processes may ask at once: all get the same key.
     *
     * @throws IllegalStateException where the file holds no P-256 private key, or others may read it
     * @throws UncheckedIOException where it can't be read or made
     */
    public static ECKey loadOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read or make the key file " + file, e);
        }
    }

    private static ECKey load(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IllegalStateException("key file " + file + " has mode "
                    + PosixFilePermissions.toString(permissions) + " (expected: rw-------; run chmod 600)");
        }
        try {
            ECKey key = ECKey.parse(Files.readString(file));
            if (key.isPrivate() && Curve.P_256.equals(key.getCurve()) && key.getKeyID() != null) {
                return key;
            }
        } catch (ParseException e) {
            // The message could quote key material, so it isn't passed on.
        }
        throw new IllegalStateException("key file " + file + " holds no P-256 private JWK with a kid");
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, mode(OWNER_ONLY_FOLDER));
        Path fresh = Files.createTempFile(folder, "key", ".new", mode(OWNER_ONLY));
        try {
            Files.writeString(fresh, generate().toJSONString());
            // A hard link never replaces: of two processes, one makes the key and the other finds it.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // The other process was first.
        } finally {
            Files.delete(fresh);
        }
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM can't make P-256 keys", e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
