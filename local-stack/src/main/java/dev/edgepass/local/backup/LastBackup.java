package dev.edgepass.local.backup;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a data folder's {@code backup.json} says of its latest backup.
 *
 * @param file where it was written
 * @param keysDigest {@link KeysDigest} of the keys that are in it
 */
public record LastBackup(Instant at, String file, String keysDigest) {
    /**
     * Empty where none was made.
     *
     * @throws StartFailure where the file can't be read
     */
    public static Optional<LastBackup> read(DataFolder data) {
        Path file = file(data);
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
            return Optional.of(new LastBackup(
                    Instant.parse(json.path("at").stringValue()),
                    json.path("file").stringValue(),
                    json.path("keysDigest").stringValue()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException | DateTimeParseException e) {
            throw new StartFailure("Can't read " + file + ": delete it, and make a backup.", e);
        }
    }

    void write(DataFolder data) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", at.toString());
        json.put("file", file);
        json.put("keysDigest", keysDigest);
        try {
            OwnerOnly.write(file(data), JsonMapper.shared().writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file(data) + " (" + IoReason.of(e) + ").", e);
        }
    }

    private static Path file(DataFolder data) {
        return data.path().resolve("backup.json");
    }
}
