package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a backup holds, counted while all of it is read and checked; nothing is kept. */
final class Inventory implements BackupContents {
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Long> records = new HashMap<>();
    private @Nullable Manifest manifest;

    private Inventory() {}

    /**
     * Reads all of {@code file}.
     *
     * @throws dev.edgepass.local.process.StartFailure as {@link BackupReader#read}
     */
    static Inventory of(Path file, byte[] passphrase) {
        Inventory inventory = new Inventory();
        BackupReader.read(file, passphrase, inventory);
        return inventory;
    }

    Manifest manifest() {
        return Objects.requireNonNull(manifest);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    long count(String topic) {
        return records.getOrDefault(topic, 0L);
    }

    /** One past the last record of the control log. */
    long position() {
        return manifest().logs().control().partitions().get(0).end();
    }

    /** In a sentence's words. */
    String text() {
        return String.format(
                Locale.ROOT,
                "made %s by %s: %,d files of keys, %,d events of %s up to position %,d, and %,d of %s",
                manifest().at(),
                manifest().product(),
                keys.size(),
                count(Topics.CONTROL),
                Topics.CONTROL,
                position(),
                count(Topics.ISSUANCE),
                Topics.ISSUANCE);
    }

    @Override
    public void manifest(Manifest found) {
        manifest = found;
    }

    @Override
    public void message(String topic, LogRecord message) {
        records.merge(topic, 1L, Long::sum);
    }

    @Override
    public void key(String name, byte[] content) {
        keys.add(name);
    }

    @Override
    public void env(byte[] content) {
        // Only counted files are told.
    }

    @Override
    public void cloud(byte[] content) {
        // As above.
    }
}
