package dev.edgepass.local.cloud;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code cloud.json}: what {@code up} made, so that {@code down} deletes nothing else. Keys are kind and name, such as {@code tunnel:edgepass}; values are Cloudflare's ids,
 * empty where it wasn't known whether the making succeeded. No secrets. Written at each change, atomically.
 */
final class CloudRecord {
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final Deployment deployment;
    private final Map<String, String> made = new TreeMap<>();

    private CloudRecord(Path file, Deployment deployment) {
        this.file = file;
        this.deployment = deployment;
    }

    /**
     * @throws StartFailure where the file can't be read, or is of another account or zone
     */
    static CloudRecord read(Path file, Deployment deployment) {
        CloudRecord record = new CloudRecord(file, deployment);
        try {
            if (Files.size(file) > LARGEST) {
                throw new StartFailure(file + " is too large to be a record of this command: move it away.");
            }
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
            requireSame(file, "account", Json.text(json, "account"), deployment.account());
            requireSame(file, "zone", Json.text(json, "zone"), deployment.zone());
            json.path("made")
                    .properties()
                    .forEach(entry ->
                            record.made.put(entry.getKey(), entry.getValue().asString("")));
        } catch (NoSuchFileException e) {
            // Nothing was made yet.
        } catch (IOException | JacksonException e) {
            throw new StartFailure("Can't read " + file + " (" + e.getClass().getSimpleName() + ").", e);
        }
        return record;
    }

    boolean isOurs(String key) {
        return made.containsKey(key);
    }

    /** Whether the thing with this id is the one that was made under the key. */
    boolean isOurs(String key, String id) {
        String known = made.get(key);
        return known != null && (known.isEmpty() || known.equals(id));
    }

    Set<String> keys() {
        return Set.copyOf(made.keySet());
    }

    /** It is about to be made: whatever has this name from now on is ours. */
    void intend(String key) {
        if (!key.isEmpty() && !made.containsKey(key)) {
            made(key, "");
        }
    }

    /** It was made; an empty id leaves the one that is known. */
    void made(String key, String id) {
        boolean isNews = !id.isEmpty() || !made.containsKey(key);
        if (!key.isEmpty() && isNews && !id.equals(made.put(key, id))) {
            write();
        }
    }

    void forget(String key) {
        if (made.remove(key) != null) {
            write();
        }
    }

    private void write() {
        ObjectNode json = Json.object();
        json.put("account", deployment.account()).put("zone", deployment.zone());
        ObjectNode entries = json.putObject("made");
        made.forEach(entries::put);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            OwnerOnly.write(file, json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + " (" + IoReason.of(e) + ").", e);
        }
    }

    private static void requireSame(Path file, String what, String recorded, String given) {
        if (!recorded.equals(given)) {
            throw new StartFailure(file + " is of the " + what + " " + Json.shown(recorded) + ", not of " + given
                    + ": give that one, or another folder with --data.");
        }
    }
}
