package dev.edgepass.local.stack;

import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.install.ServiceJar;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.Java;
import dev.edgepass.local.process.Ports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command lines of the two services. Settings are Spring properties as arguments; secrets are environment variables, which other users of the machine can't
 * read.
 *
 * @param kafka each broker's {@code host:port}, with commas between them
 * @param redis {@code host:port}
 * @param archive as {@link StackOptions} has it
 * @param serving the same
 */
record Services(
        DataFolder data, String kafka, String redis, S3Access s3, KvAccess kv, boolean archive, boolean serving) {
    static final String ISSUER = "issuer";
    static final String CONSUMER = "consumer";

    private static final int HEAP_MEGABYTES = 160;

    /** In seconds. The local R2 closes a connection after 5 s, which is as long as the JVM keeps one, and how often the head is written: that write would find it closed. */
    private static final String SHORT_KEEP_ALIVE = "-Dhttp.keepAlive.time.server=3";

    private static final String SERVING_HEAP = "-Xmx512m";

    /** Folding a long log makes much that is garbage at once: with room for it, a third of the time isn't spent on collecting. */
    private static final List<String> FOLDING = List.of("-Xms256m", "-Xmx384m", "-Xmn160m");

    /** @param thumbnails whether their worker is told of uploads */
    ChildCommand issuer(ServiceJar jar, StackPorts ports, OwnBackend backend, boolean thumbnails) {
        List<String> options = new ArrayList<>(jar.archive().options());
        if (serving) {
            options.addAll(Java.SERVING);
            options.add(SERVING_HEAP);
        }
        Map<String, String> properties = issuer(ports.issuer(), ports.management(), ports.edge(0), ports.consumer());
        properties.putAll(backend.properties());
        if (thumbnails) {
            properties.put("edgepass.thumbnails.worker-url", "http://" + Ports.HOST + ":" + ports.thumbnails());
        }
        return command(ISSUER, jar, options, List.of(), properties, backend.secrets(data));
    }

    ChildCommand consumer(ServiceJar jar, StackPorts ports) {
        List<String> options = new ArrayList<>(jar.archive().options());
        if (serving) {
            options.addAll(Java.SERVING);
        }
        options.addAll(FOLDING);
        Map<String, String> properties = consumer(ports.consumer());
        if (!archive) {
            properties.keySet().removeIf(property -> property.startsWith("edgepass.archive."));
        }
        return command(CONSUMER, jar, options, List.of(), properties, Map.of());
    }

    /** The consumer's replay, beside the running stack. */
    ChildCommand replay(ServiceJar jar, List<String> arguments) {
        List<String> options = new ArrayList<>(jar.archive().options());
        options.addAll(FOLDING);
        return command("replay", jar, options, arguments, consumer(0), Map.of());
    }

    /** A run that ends when Spring has made the context, before anything starts to work. */
    ChildCommand trial(String name, ServiceJar jar, List<String> jvmOptions) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Dspring.context.exit=onRefresh");
        Map<String, String> properties = name.equals(ISSUER) ? issuer(0, 0, 0, 0) : consumer(0);
        // Files that a start has to find, and that only `up` makes.
        properties.remove("edgepass.usage.secret-file");
        properties.keySet().removeIf(property -> property.startsWith("edgepass.audit."));
        return command(name, jar, options, List.of(), properties, Map.of());
    }

    private Map<String, String> issuer(int port, int managementPort, int edgePort, int consumerPort) {
        Map<String, String> properties = common(port);
        properties.put("edgepass.management.port", Integer.toString(managementPort));
        properties.put("spring.profiles.active", "local");
        properties.put("edgepass.public-url", "http://" + Ports.HOST + ":" + port);
        properties.put("edgepass.edge.base-url", "http://" + Ports.HOST + ":" + edgePort);
        properties.put("edgepass.keys.signing-file", data.signingKey().toString());
        properties.put("edgepass.keys.pepper-file", data.pepper().toString());
        properties.put("edgepass.usage.secret-file", data.usageSecret().toString());
        properties.put("edgepass.audit.consumer-url", "http://" + Ports.HOST + ":" + consumerPort);
        properties.put("edgepass.audit.secret-file", data.auditSecret().toString());
        properties.put(
                "edgepass.identity.local-jwks-file", data.loginPublicKeys().toString());
        properties.put("edgepass.feed.jwks-file", data.feedPublicKeys().toString());
        properties.put("edgepass.r2.quarantine-bucket", S3Access.QUARANTINE_BUCKET);
        return properties;
    }

    private Map<String, String> consumer(int port) {
        Map<String, String> properties = common(port);
        properties.put("edgepass.feed.key-file", data.feedKey().toString());
        properties.put("edgepass.feed.publisher-id", "local");
        properties.put("edgepass.audit.index-file", data.auditIndex().toString());
        properties.put("edgepass.audit.secret-file", data.consumerAuditSecret().toString());
        properties.put("edgepass.archive.key-file", data.auditKey().toString());
        properties.put("edgepass.archive.state-dir", data.auditMemory().toString());
        properties.put("edgepass.archive.bucket", s3.auditBucket());
        // Of nobody's bill, and people want to see it.
        properties.put("edgepass.archive.seal-interval", "PT5S");
        properties.put(
                "edgepass.log.replicas",
                Long.toString(kafka.chars().filter(c -> c == ',').count() + 1));
        properties.put("edgepass.kv.api-base", kv.apiBase());
        properties.put("edgepass.kv.account-id", kv.accountId());
        properties.put("edgepass.kv.namespace-id", kv.namespaceId());
        return properties;
    }

    private Map<String, String> common(int port) {
        int colon = redis.lastIndexOf(':');
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("server.port", Integer.toString(port));
        properties.put("server.address", Ports.HOST);
        properties.put("spring.kafka.bootstrap-servers", kafka);
        properties.put("spring.data.redis.host", redis.substring(0, colon));
        properties.put("spring.data.redis.port", redis.substring(colon + 1));
        properties.put("edgepass.r2.endpoint", s3.endpoint());
        properties.put("edgepass.r2.media-bucket", s3.mediaBucket());
        properties.put("edgepass.r2.feed-bucket", s3.feedBucket());
        return properties;
    }

    private ChildCommand command(
            String name,
            ServiceJar jar,
            List<String> jvmOptions,
            List<String> arguments,
            Map<String, String> properties,
            Map<String, String> moreSecrets) {
        List<String> program = new ArrayList<>(List.of("-jar", jar.jar().toString()));
        program.addAll(arguments);
        properties.forEach((key, value) -> program.add("--" + key + "=" + value));
        Map<String, String> environment = new LinkedHashMap<>(moreSecrets);
        environment.put("EDGEPASS_R2_ACCESSKEYID", s3.accessKeyId());
        environment.put("EDGEPASS_R2_SECRETACCESSKEY", s3.secretAccessKey());
        environment.put("EDGEPASS_KV_APITOKEN", kv.apiToken());
        environment.put("MALLOC_ARENA_MAX", "2");
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(SHORT_KEEP_ALIVE);
        return new ChildCommand(name, Java.command(HEAP_MEGABYTES, options, program), environment, data.path(), false);
    }
}
