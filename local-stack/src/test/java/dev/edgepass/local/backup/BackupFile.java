package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import dev.edgepass.local.age.AgeOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A file made entry by entry, good or not, under a passphrase that costs little. */
final class BackupFile {
    static final byte[] PASSPHRASE = "correct horse battery".getBytes(StandardCharsets.UTF_8);

    /** The name of an entry that gets the name {@link #RENAMED_TO}, which another may have, too. */
    static final String RENAMED = "keys/to-be-renamed";

    static final String RENAMED_TO = "keys/that-is-there";

    private record Entry(String name, byte[] content) {}

    private final List<Entry> entries = new ArrayList<>();

    /** With the manifest of a log of ten records, and no record. */
    static BackupFile withManifest() {
        return new BackupFile().with("manifest.json", manifest());
    }

    static byte[] manifest() {
        return new Manifest(
                        "edgepass test",
                        false,
                        Instant.parse("2026-11-29T10:00:00Z"),
                        LogExtents.of(MemoryLog.of(10), OptionalLong.empty()))
                .toJson();
    }

    /** The same, as a release wrote it that had neither words nor publications. */
    static BackupFile withManifestOfBefore() {
        ObjectNode manifest = (ObjectNode) JsonMapper.shared().readTree(manifest());
        manifest.put("format", 1);
        ((ArrayNode) manifest.path("logs")).remove(3);
        ((ArrayNode) manifest.path("logs")).remove(2);
        return new BackupFile().with("manifest.json", manifest.toString());
    }

    BackupFile with(String name, byte[] content) {
        entries.add(new Entry(name, content));
        return this;
    }

    BackupFile with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    BackupFile with(String name, LogRecord... records) {
        StringBuilder lines = new StringBuilder();
        for (LogRecord message : records) {
            lines.append(new String(LogLines.encode(message), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return with(name, lines.toString());
    }

    /** With all logs, empty. */
    BackupFile withLogs() {
        return with("logs/" + Topics.CONTROL, "")
                .with("logs/" + Topics.ISSUANCE, "")
                .with("logs/" + Topics.WORDS, "")
                .with("logs/" + Topics.PUBLICATIONS, "");
    }

    Path write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                zip.write(entry.content());
                zip.closeEntry();
            }
        }
        // A zip's writer refuses two entries of one name.
        byte[] renamed = bytes.toString(StandardCharsets.ISO_8859_1)
                .replace(RENAMED, RENAMED_TO)
                .getBytes(StandardCharsets.ISO_8859_1);
        try (OutputStream out = new AgeOutput(Files.newOutputStream(file), PASSPHRASE, 1)) {
            out.write(renamed);
        }
        return file;
    }
}
