package dev.edgepass.local.stack;

import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A data folder's keys as the containers mount them: {@code keys/issuer}, {@code keys/consumer}, {@code keys/edge} and {@code keys/public} (mode 0700). Each service sees its own
 * folder and the public parts, nothing else.
 */
public final class ContainerKeys {
    private static final String OWNER_ONLY = "rwx------";

    private ContainerKeys() {}

    /**
     * Makes the folders and the feed's keys where they aren't there. Keys of a folder that was used without containers go to their service's folder.
     *
     * @param withLogin makes the key of the local identity, too
     * @throws StartFailure where a stack runs on the folder, or it can't be written
     */
    public static void prepare(DataFolder data, boolean withLogin) {
        data.requireWhole();
        data.prepare();
        LockFile lock = data.lock();
        try (lock) {
            folder(data.keys());
            owned(
                    data.keys(),
                    "issuer",
                    List.of("signing*", "pepper", "path-policy-secret", "usage-secret", "audit-secret"));
            owned(data.keys(), "edge", List.of("network-key"));
            owned(
                    data.keys(),
                    "consumer",
                    List.of("feed.jwk", "feed-next.jwk", "feed-previous.jwk", "feed-rotated", "audit.jwk", "audit"));
            owned(data.keys(), "public", List.of("*-public.jwks"));
            FeedKeys.publicJwks(data);
            UsageKeys.prepareForContainers(data);
            AuditSecret.prepare(data);
            AuditKey.of(data);
            if (withLogin) {
                LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
            }
        } catch (IOException e) {
            throw new StartFailure("Can't prepare the keys in " + data.keys() + " (" + IoReason.of(e) + ").", e);
        }
    }

    private static void owned(Path keys, String owner, List<String> names) throws IOException {
        Path own = folder(keys.resolve(owner));
        for (String name : names) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(keys, name)) {
                for (Path file : found) {
                    Files.move(file, own.resolve(file.getFileName()));
                }
            }
        }
    }

    private static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY));
    }
}
