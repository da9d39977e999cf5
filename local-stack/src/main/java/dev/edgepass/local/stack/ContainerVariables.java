package dev.edgepass.local.stack;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.redis.Sentinels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which variables {@code docker-compose.yml} gets from {@code ./edgepass prepare-containers}. Not thread-safe. */
public final class ContainerVariables {
    static final String PROFILE = "EDGEPASS_ISSUER_PROFILE";
    static final String LOCAL = "local";
    private static final String VOTERS = "EDGEPASS_KAFKA_VOTERS";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What only the owner of a Cloudflare account knows. */
    private static final List<String> OF_THE_ACCOUNT = List.of(
            "EDGEPASS_R2_ENDPOINT",
            "EDGEPASS_ISSUER_R2_ACCESSKEYID",
            "EDGEPASS_ISSUER_R2_SECRETACCESSKEY",
            "EDGEPASS_CONSUMER_R2_ACCESSKEYID",
            "EDGEPASS_CONSUMER_R2_SECRETACCESSKEY",
            "EDGEPASS_THUMBNAILS_R2_ACCESSKEYID",
            "EDGEPASS_THUMBNAILS_R2_SECRETACCESSKEY",
            "EDGEPASS_KV_APIBASE",
            "EDGEPASS_KV_ACCOUNTID",
            "EDGEPASS_KV_NAMESPACEID",
            "EDGEPASS_KV_APITOKEN",
            "EDGEPASS_PUBLICURL",
            "EDGEPASS_EDGE_BASEURL",
            "EDGEPASS_LOGIN_AUDIENCE",
            "EDGEPASS_TUNNEL_TOKEN");

    private final DotEnv env;
    private final Path root;
    private final DataFolder data;
    private final Map<String, String> added = new LinkedHashMap<>();
    private final List<String> kept = new ArrayList<>();

    /**
     * @param env their file; a variable that is there is never changed
     * @param root the folder of {@code docker-compose.yml}
     */
    public ContainerVariables(DotEnv env, Path root, DataFolder data) {
        this.env = env;
        this.root = root;
        this.data = data;
    }

    /**
     * For the local edge: random credentials, and the local identity.
     *
     * @throws StartFailure where the file contradicts the folder of data
     */
    public void addLocal() {
        addOwner();
        add(PROFILE, LOCAL);
        add("EDGEPASS_IDENTITY_LOCALJWKSFILE", "/keys/public/login-public.jwks");
        // The local store has one credential.
        String id = add("EDGEPASS_ISSUER_R2_ACCESSKEYID", random(16));
        String secret = add("EDGEPASS_ISSUER_R2_SECRETACCESSKEY", random(32));
        add("EDGEPASS_CONSUMER_R2_ACCESSKEYID", id);
        add("EDGEPASS_CONSUMER_R2_SECRETACCESSKEY", secret);
        add("EDGEPASS_THUMBNAILS_R2_ACCESSKEYID", id);
        add("EDGEPASS_THUMBNAILS_R2_SECRETACCESSKEY", secret);
        add("EDGEPASS_R2_QUARANTINEBUCKET", S3Access.QUARANTINE_BUCKET);
        add("EDGEPASS_KV_APITOKEN", random(32));
    }

    /**
     * For a Cloudflare account.
     *
     * @return the variables that are still to be set
     * @throws StartFailure where the file contradicts the folder of data, or is one for the local edge
     */
    public List<String> addCloudflare() {
        if (env.value(PROFILE).equals(LOCAL)) {
            throw new StartFailure("The variables are those of the local edge (" + PROFILE + "=" + LOCAL
                    + "): move that file away first, or choose another with --env-file.");
        }
        addOwner();
        add(PROFILE, "production");
        Stream<String> logins = Stream.of("EDGEPASS_LOGIN_ISSUER", "EDGEPASS_LOGIN_HS256SECRETFILE")
                        .anyMatch(this::isSet)
                ? Stream.empty()
                : Stream.of("EDGEPASS_LOGIN_ISSUER or EDGEPASS_LOGIN_HS256SECRETFILE");
        return Stream.concat(OF_THE_ACCOUNT.stream().filter(name -> !isSet(name)), logins)
                .toList();
    }

    /**
     * For the profile {@code replicated}: three brokers, and Redis asked for by its Sentinels. To be called first.
     *
     * @throws StartFailure where the file is that of a system with one broker: its log would be lost to three
     */
    public void addReplicated() {
        if (env.has(PROFILE) && !isReplicated(env)) {
            throw new StartFailure(
                    "The variables are those of a system with one broker, whose log three brokers can't open: back it up (edgepass backup),"
                            + " and restore it into a new system with another --env-file and --data.");
        }
        add(VOTERS, "1@kafka:9093,2@kafka-2:9093,3@kafka-3:9093");
        add("EDGEPASS_KAFKA_BROKERS", "kafka:9092,kafka-2:9092,kafka-3:9092");
        add("EDGEPASS_LOG_REPLICAS", "3");
        add("EDGEPASS_PROMETHEUS_CONFIG", "prometheus-replicated.yml");
        add("SPRING_DATA_REDIS_SENTINEL_MASTER", Sentinels.MASTER);
        add("SPRING_DATA_REDIS_SENTINEL_NODES", "sentinel:26379,sentinel-2:26379,sentinel-3:26379");
    }

    /**
     * Writes what was added, with mode 0600 whatever the file had.
     *
     * @throws StartFailure where it can't be written
     */
    public void write() {
        env.set(added);
    }

    /** The names that the file didn't have. */
    public List<String> added() {
        return List.copyOf(added.keySet());
    }

    /** The names that the file had already. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    /** The value that holds from now on. */
    private String add(String name, String value) {
        if (env.has(name)) {
            kept.add(name);
            return env.value(name);
        }
        added.put(name, value);
        return value;
    }

    private boolean isSet(String name) {
        return !env.value(name).isEmpty();
    }

    private void addOwner() {
        try {
            add("EDGEPASS_UID", Files.getAttribute(data.keys(), "unix:uid").toString());
            add("EDGEPASS_GID", Files.getAttribute(data.keys(), "unix:gid").toString());
        } catch (IOException e) {
            throw new StartFailure("Can't read " + data.keys() + " (" + e + ").", e);
        }
        String folder = data.path().toString();
        boolean isDefault = data.path().equals(root.resolve(".edgepass"));
        if (!isDefault || env.has("EDGEPASS_DATA")) {
            String used = add("EDGEPASS_DATA", folder);
            if (!used.equals(folder)) {
                throw new StartFailure("EDGEPASS_DATA is " + used + " (expected: " + folder
                        + "): give --data as before, or change that variable.");
            }
        }
    }

    /** Whether the file is that of a system with three brokers. */
    static boolean isReplicated(DotEnv env) {
        return !env.value(VOTERS).isEmpty();
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
