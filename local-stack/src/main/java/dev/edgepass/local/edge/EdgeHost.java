package dev.edgepass.local.edge;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The running edge host (src/main/edge/edge-host.mjs).
 *
 * @param edges base URLs of the locations, in the order of the settings
 * @param workerd pid of the Workers runtime, where it was found
 */
public record EdgeHost(ChildProcess child, S3Access s3, KvAccess kv, List<URI> edges, Optional<Long> workerd) {
    /** Name of the part in logs, messages and {@code stack.json}. */
    public static final String NAME = "edge";

    /** Name of its runtime in pid files and {@code stack.json}. */
    public static final String WORKERD = "workerd";

    private static final String SETTINGS_FILE = "edge-host.json";
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /** Starts the edge host; all its sockets listen when this returns. */
    public static EdgeHost start(Installation installation, EdgeHostSettings settings, Children children) {
        Secrets secrets = Secrets.random();
        // Miniflare keeps the caches here; a killed run leaves them behind.
        Path temporary = settings.data().resolve("tmp").toAbsolutePath();
        Path file = settings.data().resolve(SETTINGS_FILE);
        try {
            Folders.delete(temporary);
            Files.createDirectories(temporary);
            OwnerOnly.write(file, JSONObjectUtils.toJSONString(settings.json(secrets)));
        } catch (IOException e) {
            throw new StartFailure("Can't write " + file + ": " + IoReason.of(e) + ".", e);
        }
        ChildCommand command = new ChildCommand(
                NAME,
                List.of(
                        installation.node().toString(),
                        installation.edgeHost().toString(),
                        file.toAbsolutePath().toString()),
                Map.of("MALLOC_ARENA_MAX", "2", "NO_COLOR", "1", "TMPDIR", temporary.toString()),
                settings.data(),
                true);
        ChildProcess child = children.start(command);
        try {
            Map<String, Object> ready = JSONObjectUtils.parse(child.awaitReadyLine(READY_WITHIN));
            Optional<ProcessHandle> workerd = workerd(child);
            workerd.ifPresent(process -> children.record(WORKERD, process));
            return new EdgeHost(
                    child,
                    new S3Access(
                            JSONObjectUtils.getString(ready, "s3"),
                            secrets.accessKeyId(),
                            secrets.secretAccessKey(),
                            EdgeHostSettings.MEDIA_BUCKET,
                            EdgeHostSettings.FEED_BUCKET),
                    new KvAccess(
                            JSONObjectUtils.getString(ready, "kvApi"),
                            EdgeHostSettings.ACCOUNT,
                            EdgeHostSettings.NAMESPACE,
                            secrets.apiToken()),
                    JSONObjectUtils.getStringList(ready, "edges").stream()
                            .map(URI::create)
                            .toList(),
                    workerd.map(ProcessHandle::pid));
        } catch (ParseException e) {
            throw new StartFailure("The edge host's ready line can't be used: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The KV API of the edge host that runs on {@code data}.
     *
     * @throws StartFailure where none has been started there
     */
    public static KvAccess kvOf(Path data) {
        Path file = data.resolve(SETTINGS_FILE);
        try {
            Map<String, Object> settings = JSONObjectUtils.parse(Files.readString(file));
            Map<String, Object> kv = JSONObjectUtils.getJSONObject(settings, "kv");
            return new KvAccess(
                    "http://" + Ports.HOST + ":" + JSONObjectUtils.getInt(settings, "kvApiPort") + "/client/v4",
                    JSONObjectUtils.getString(kv, "accountId"),
                    JSONObjectUtils.getString(kv, "namespaceId"),
                    JSONObjectUtils.getString(kv, "apiToken"));
        } catch (IOException | ParseException e) {
            throw new StartFailure("Can't read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * The feed keys that each location of the edge host on {@code data} was started with, a JWKS for each.
     *
     * @throws StartFailure where none has been started there
     */
    public static List<String> feedKeysOf(Path data) {
        Path file = data.resolve(SETTINGS_FILE);
        try {
            List<String> keys = new ArrayList<>();
            for (Map<String, Object> edge :
                    JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(Files.readString(file)), "edges")) {
                keys.add(JSONObjectUtils.getString(JSONObjectUtils.getJSONObject(edge, "vars"), "FEED_KEYS"));
            }
            return keys;
        } catch (IOException | ParseException e) {
            throw new StartFailure("Can't read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private static Optional<ProcessHandle> workerd(ChildProcess child) {
        return child.handle()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(executable -> executable.contains(WORKERD))
                        .isPresent())
                .findFirst();
    }
}
