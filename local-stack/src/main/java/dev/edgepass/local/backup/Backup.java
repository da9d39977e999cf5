package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import dev.edgepass.local.age.AgeOutput;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a backup, whole each time. The system may run meanwhile: the logs are copied up to their ends of the beginning. The keys are read after these ends, so that
 * no key is missing that a record speaks of.
 *
 * @param env the composed system's {@code .env}; empty for a local stack
 * @param published the position that the edge has; empty where it doesn't answer
 * @param product with its version
 */
public record Backup(DataFolder data, Optional<Path> env, LogSource log, OptionalLong published, String product) {
    private static final int LOOKS = 5;

    /**
     * Writes {@code file} with mode 0600. It is there as a whole, or not at all.
     *
     * @param passphrase in UTF-8
     * @param progress gets a line now and then
     * @return what is in it, in sentences
     * @throws StartFailure where the file is there already, or the backup can't be made
     */
    public String write(Path file, byte[] passphrase, Consumer<String> progress) {
        Path target = requireNew(file);
        data.requireWhole();
        Manifest manifest = new Manifest(
                product, env.isPresent(), Instant.now().truncatedTo(ChronoUnit.SECONDS), LogExtents.of(log, published));
        try {
            // A temporary file is made with mode 0600.
            Path fresh = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".new");
            fresh.toFile().deleteOnExit();
            try {
                Written written = write(fresh, passphrase, manifest, progress);
                Files.move(fresh, target);
                new LastBackup(manifest.at(), target.toString(), KeysDigest.of(written.keys())).write(data);
                return summary(target, manifest, written);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw new StartFailure(
                    "Can't write " + target + " (" + IoReason.of(e) + "): is its folder there, with room"
                            + " on its disk?",
                    e);
        }
    }

    /**
     * The place of {@code file}, in which no file is.
     *
     * @throws StartFailure where there is one
     */
    public static Path requireNew(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw exists(target);
        }
        return target;
    }

    private record Written(SortedMap<String, byte[]> keys, Map<String, Long> records) {}

    private Written write(Path fresh, byte[] passphrase, Manifest manifest, Consumer<String> progress)
            throws IOException {
        Map<String, Long> records = new TreeMap<>();
        SortedMap<String, byte[]> keys = keys();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh));
                BackupWriter writer = new BackupWriter(new AgeOutput(out, passphrase), manifest)) {
            for (Map.Entry<String, byte[]> key : keys.entrySet()) {
                writer.file(Entries.KEYS + key.getKey(), key.getValue());
            }
            file(writer, Entries.ENV, env);
            file(writer, Entries.CLOUD, Optional.of(data.path().resolve(Entries.CLOUD)));
            for (String topic : manifest.logs().topics()) {
                LogExtent extent = manifest.logs().of(topic);
                Progress line = new Progress(progress, "records of " + topic + " copied", extent.size());
                records.put(topic, writer.log(log, extent, line::reached));
            }
        }
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return new Written(keys, records);
    }

    /** All of one moment: a rotation writes several. */
    private SortedMap<String, byte[]> keys() {
        SortedMap<String, byte[]> keys = KeyFolder.read(data.keys());
        for (int look = 1; look < LOOKS; look++) {
            SortedMap<String, byte[]> again = KeyFolder.read(data.keys());
            if (KeysDigest.of(keys).equals(KeysDigest.of(again))) {
                return keys;
            }
            keys = again;
        }
        throw new StartFailure("The keys in " + data.keys() + " are being changed: try again when that is done.");
    }

    private static void file(BackupWriter writer, String name, Optional<Path> file) throws IOException {
        if (name.equals(Entries.ENV) && file.isPresent() && !Files.exists(file.get())) {
            throw new StartFailure(file.get() + " isn't there, and the containers' credentials with it.");
        }
        if (file.isPresent() && Files.exists(file.get())) {
            byte[] content = Files.readAllBytes(file.get());
            if (content.length > Entries.LARGEST) {
                throw new StartFailure(file.get() + " is too large to be a file of settings.");
            }
            writer.file(name, content);
        }
    }

    private static StartFailure exists(Path target) {
        return new StartFailure(target + " is there already: a backup replaces no file. Choose another name.");
    }

    private static String summary(Path target, Manifest manifest, Written written) throws IOException {
        long control = written.records().getOrDefault(Topics.CONTROL, 0L);
        String gaps = manifest.logs().control().size() == control ? "" : ", with gaps";
        return String.format(
                Locale.ROOT,
                "Wrote %s (%,d bytes, mode 0600): %,d files of keys, %,d events of %s up to position %,d%s, and %,d of %s.%n"
                        + "%s%nKeep the passphrase elsewhere: without it nobody can open the file.",
                target,
                Files.size(target),
                written.keys().size(),
                control,
                Topics.CONTROL,
                manifest.logs().control().partitions().get(0).end(),
                gaps,
                written.records().getOrDefault(Topics.ISSUANCE, 0L),
                Topics.ISSUANCE,
                manifest.logs().published().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "The edge was at position %,d.",
                                manifest.logs().published().getAsLong())
                        : "The edge's position isn't in it: the edge didn't answer.");
    }
}
