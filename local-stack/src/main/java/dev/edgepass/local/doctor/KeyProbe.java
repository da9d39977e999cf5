package dev.edgepass.local.doctor;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.local.backup.KeysDigest;
import dev.edgepass.local.backup.LastBackup;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the keys of a data folder. It makes none, and passes on no message of a parser, which could quote one. */
final class KeyProbe {
    private KeyProbe() {}

    /**
     * @param withContainers whether services in containers read them: as the owner of the folder, whoever runs this
     * @throws NotSeen where there are no keys, or they can't be read
     */
    static KeyFacts of(DataFolder data, boolean withContainers) {
        Path keys = data.keys();
        if (!Files.isDirectory(keys)) {
            throw new NotSeen("There are no keys in " + keys + " yet: edgepass up or prepare-containers makes them.");
        }
        String digest = "";
        Optional<LastBackup> backup = Optional.empty();
        String unseen = "";
        try {
            digest = KeysDigest.of(keys);
            backup = LastBackup.read(data);
        } catch (StartFailure e) {
            unseen = String.valueOf(e.getMessage());
        }
        try {
            return new KeyFacts(
                    paths(keys),
                    withContainers ? Files.getOwner(keys).getName() : System.getProperty("user.name"),
                    Files.exists(data.signingKey()),
                    Files.exists(data.pepper()),
                    Files.exists(data.auditKey()),
                    feedKeys(data),
                    digest,
                    backup,
                    unseen);
        } catch (IOException e) {
            throw new NotSeen("The keys in " + keys + " can't be read (" + IoReason.of(e) + ").", e);
        }
    }

    private static List<KeyFacts.KeyPath> paths(Path keys) throws IOException {
        List<KeyFacts.KeyPath> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(keys)) {
            for (Path path : all.filter(path ->
                            !path.equals(keys) && !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()) {
                found.add(new KeyFacts.KeyPath(
                        keys.relativize(path).toString(),
                        Files.getPosixFilePermissions(path),
                        Files.getOwner(path).getName(),
                        Files.isDirectory(path)));
            }
        }
        return found;
    }

    private static Optional<KeyFacts.FeedKeys> feedKeys(DataFolder data) throws IOException {
        Path current = data.feedKey();
        try {
            return Optional.of(new KeyFacts.FeedKeys(
                    ECKey.parse(Files.readString(current)).getKeyID(),
                    ECKey.parse(Files.readString(current.resolveSibling("feed-next.jwk")))
                            .getKeyID(),
                    kids(Files.readString(data.feedPublicKeys()))));
        } catch (NoSuchFileException | ParseException e) {
            return Optional.empty();
        }
    }

    static Set<String> kids(String jwks) throws ParseException {
        return JWKSet.parse(jwks).getKeys().stream().map(JWK::getKeyID).collect(Collectors.toSet());
    }
}
