package dev.edgepass.local.stack;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.redis.Sentinels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ready stack: the content of {@code stack.json} (docs/local-stack.md).
 *
 * @param consumer the revocation consumer's base URL, which has its health and metrics
 * @param management the issuer's address for metrics; null where there is none or it isn't known
 * @param kafka each broker's {@code host:port}, with commas between them
 * @param redis {@code host:port}
 * @param pids process ids by part: {@code up}, {@code kafka} or {@code kafka-1} to {@code kafka-3}, {@code redis}, {@code edge}, {@code workerd}, {@code issuer}, {@code consumer},
 *     {@code thumbnails}
 */
public record StackInfo(
        URI issuer,
        URI consumer,
        @Nullable URI management,
        List<URI> edges,
        String kafka,
        String redis,
        S3Access s3,
        Map<String, Long> pids) {
    public StackInfo {
        edges = List.copyOf(edges);
        pids = Map.copyOf(pids);
    }

    /** What {@code stack.json} says, if it is there. */
    public static Optional<StackInfo> read(DataFolder data) {
        Path file = data.stackFile();
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | ParseException | RuntimeException e) {
            throw new StartFailure("Can't read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * The running system: the one whose addresses this process's variables name, as in the container {@code tools} of {@code docker-compose.yml}, or else the stack
     * on {@code data}.
     *
     * @throws StartFailure where none runs
     */
    public static StackInfo running(DataFolder data) {
        return ofVariables(System.getenv())
                .or(() -> live(data))
                .orElseThrow(() ->
                        new StartFailure("Edgepass doesn't run on " + data.path() + ": start it with edgepass up."));
    }

    /** The stack that runs on {@code data}: one that was killed has left its file, and no lock. */
    public static Optional<StackInfo> live(DataFolder data) {
        return read(data).filter(info -> data.isTaken());
    }

    static Optional<StackInfo> ofVariables(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("EDGEPASS_TOOLS_KAFKA"))
                .map(kafka -> new StackInfo(
                        URI.create(required(variables, "EDGEPASS_TOOLS_ISSUER")),
                        URI.create(required(variables, "EDGEPASS_TOOLS_CONSUMER")),
                        null,
                        List.of(URI.create(required(variables, "EDGEPASS_TOOLS_EDGE"))),
                        kafka,
                        sentinels(variables).master().orElseGet(() -> required(variables, "EDGEPASS_TOOLS_REDIS")),
                        new S3Access(
                                required(variables, "EDGEPASS_R2_ENDPOINT"),
                                required(variables, "EDGEPASS_ISSUER_R2_ACCESSKEYID"),
                                required(variables, "EDGEPASS_ISSUER_R2_SECRETACCESSKEY"),
                                required(variables, "EDGEPASS_R2_MEDIABUCKET"),
                                required(variables, "EDGEPASS_R2_FEEDBUCKET")),
                        Map.of()));
    }

    /** Of the Redis that these variables name; none where it has none. */
    public static Sentinels sentinels(Map<String, String> variables) {
        return Sentinels.parse(variables.getOrDefault("EDGEPASS_TOOLS_SENTINELS", ""));
    }

    private static String required(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new StartFailure("The variable " + name + " isn't set."));
    }

    /** Writes {@code stack.json}, readable for its owner only: it holds R2's credentials. */
    void write(DataFolder data) {
        try {
            OwnerOnly.write(data.stackFile(), toJson());
        } catch (IOException e) {
            throw new StartFailure("Can't write " + data.stackFile() + ": " + IoReason.of(e) + ".", e);
        }
    }

    String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("issuer", issuer.toString());
        json.put("consumer", consumer.toString());
        if (management != null) {
            json.put("management", management.toString());
        }
        json.put("edges", edges.stream().map(URI::toString).toList());
        json.put("kafka", kafka);
        json.put("redis", redis);
        Map<String, Object> store = new LinkedHashMap<>();
        store.put("endpoint", s3.endpoint());
        store.put("accessKeyId", s3.accessKeyId());
        store.put("secretAccessKey", s3.secretAccessKey());
        store.put("mediaBucket", s3.mediaBucket());
        store.put("feedBucket", s3.feedBucket());
        store.put("auditBucket", s3.auditBucket());
        json.put("s3", store);
        json.put("pids", pids);
        return JSONObjectUtils.toJSONString(json);
    }

    static StackInfo parse(String text) throws ParseException {
        Map<String, Object> json = JSONObjectUtils.parse(text);
        Map<String, Object> store = JSONObjectUtils.getJSONObject(json, "s3");
        Map<String, Long> pids = new LinkedHashMap<>();
        JSONObjectUtils.getJSONObject(json, "pids").forEach((part, pid) -> pids.put(part, ((Number) pid).longValue()));
        // An earlier version wrote none.
        String management = JSONObjectUtils.getString(json, "management");
        return new StackInfo(
                URI.create(JSONObjectUtils.getString(json, "issuer")),
                URI.create(JSONObjectUtils.getString(json, "consumer")),
                management == null ? null : URI.create(management),
                JSONObjectUtils.getStringList(json, "edges").stream()
                        .map(URI::create)
                        .toList(),
                JSONObjectUtils.getString(json, "kafka"),
                JSONObjectUtils.getString(json, "redis"),
                new S3Access(
                        JSONObjectUtils.getString(store, "endpoint"),
                        JSONObjectUtils.getString(store, "accessKeyId"),
                        JSONObjectUtils.getString(store, "secretAccessKey"),
                        JSONObjectUtils.getString(store, "mediaBucket"),
                        JSONObjectUtils.getString(store, "feedBucket"),
                        // As above.
                        Optional.ofNullable(JSONObjectUtils.getString(store, "auditBucket"))
                                .orElse(S3Access.AUDIT_BUCKET)),
                pids);
    }
}
