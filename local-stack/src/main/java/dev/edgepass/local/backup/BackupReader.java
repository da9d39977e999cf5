package dev.edgepass.local.backup;

import dev.edgepass.local.age.AgeFailure;
import dev.edgepass.local.age.AgeInput;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a backup: strictly, and nothing of it is larger in memory than a record. For one run. */
final class BackupReader {
    private final BackupContents contents;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Manifest manifest;
    private boolean isAtLogs;

    private BackupReader(BackupContents contents) {
        this.contents = contents;
    }

    /**
     * Reads {@code file} to its end. Before this returns nothing that {@code contents} took is known to be whole.
     *
     * @throws StartFailure where it can't be opened, or isn't a whole backup
     */
    static void read(Path file, byte[] passphrase, BackupContents contents) {
        try (InputStream in = new AgeInput(new BufferedInputStream(Files.newInputStream(file)), passphrase)) {
            new BackupReader(contents).read(in);
            // The zip's directory lies behind the last entry, and the proof that nothing is cut off at the very end.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (AgeFailure | BackupDamaged e) {
            throw new StartFailure(file + " " + e.getMessage(), e);
        } catch (ZipException e) {
            throw new StartFailure(file + " isn't a backup: what is encrypted in it is no zip.", e);
        } catch (IOException e) {
            throw new StartFailure("Can't read " + file + " (" + IoReason.of(e) + ").", e);
        }
    }

    private void read(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (!seen.add(name)) {
                throw new BackupDamaged("has " + shown(name) + " twice.");
            }
            entry(name, zip);
        }
        for (String topic : manifest == null ? Manifest.TOPICS : manifest.logs().topics()) {
            if (!seen.contains(Entries.LOGS + topic)) {
                throw new BackupDamaged("isn't a whole backup: it lacks the log " + topic + ".");
            }
        }
    }

    private void entry(String name, InputStream in) throws IOException {
        Manifest known = manifest;
        if (known == null) {
            if (!name.equals(Entries.MANIFEST)) {
                throw new BackupDamaged("isn't a backup: it doesn't begin with " + Entries.MANIFEST + ".");
            }
            manifest = Manifest.of(content(name, in));
            contents.manifest(manifest);
        } else if (name.startsWith(Entries.LOGS)
                && known.logs().topics().contains(name.substring(Entries.LOGS.length()))) {
            isAtLogs = true;
            log(known.logs().of(name.substring(Entries.LOGS.length())), in);
        } else if (isAtLogs) {
            throw new BackupDamaged("has a file behind its logs: " + shown(name) + ".");
        } else if (name.equals(Entries.ENV)) {
            contents.env(content(name, in));
        } else if (name.equals(Entries.CLOUD)) {
            contents.cloud(content(name, in));
        } else if (name.startsWith(Entries.KEYS) && Entries.isKey(name.substring(Entries.KEYS.length()))) {
            if (seen.size() > Entries.MOST_KEYS + 10) {
                throw new BackupDamaged("has too many files.");
            }
            contents.key(name.substring(Entries.KEYS.length()), content(name, in));
        } else {
            throw new BackupDamaged("has a file that belongs in no backup: " + shown(name) + ".");
        }
    }

    private void log(LogExtent extent, InputStream in) throws IOException {
        long[] next = extent.partitions().stream()
                .mapToLong(LogExtent.Partition::first)
                .toArray();
        LineReader lines = new LineReader(in, LogLines.LONGEST);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            LogRecord message = LogLines.decode(line);
            int partition = message.partition();
            if (partition < 0
                    || partition >= next.length
                    || message.offset() < next[partition]
                    || message.offset() >= extent.partitions().get(partition).end()) {
                throw new BackupDamaged("has a record of " + extent.topic() + " out of its order.");
            }
            next[partition] = message.offset() + 1;
            contents.message(extent.topic(), message);
        }
    }

    private static byte[] content(String name, InputStream in) throws IOException {
        byte[] content = in.readNBytes(Entries.LARGEST + 1);
        if (content.length > Entries.LARGEST) {
            throw new BackupDamaged("has a file that is too large: " + shown(name) + ".");
        }
        return content;
    }

    /** For a terminal. */
    private static String shown(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "..." : plain;
    }
}
