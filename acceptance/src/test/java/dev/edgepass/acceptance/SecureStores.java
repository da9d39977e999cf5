package dev.edgepass.acceptance;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.kafka.KafkaProcess;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Executables;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.Readiness;
import dev.edgepass.local.testing.TestCertificates;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A Kafka and a Redis as docs/secure-stores.md has them, with certificates of the test's own authority. */
final class SecureStores implements AutoCloseable {
    private static final Path DOCUMENT = EdgepassCommand.ROOT.resolve("docs/secure-stores.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w*)\\n(.*?)```");
    private static final Pattern FLAG = Pattern.compile("--([a-z-]+)(?: +(?!--)(\\S+))?");
    static final List<String> NAMES =
            List.of("broker", "admin", "issuer", "consumer", "replay", "tools", "stranger", "redis");

    final Children children;
    final Path keys;
    final String kafka;
    final int redisPort;

    private SecureStores(Children children, Path keys, String kafka, int redisPort) {
        this.children = children;
        this.keys = keys;
        this.kafka = kafka;
        this.redisPort = redisPort;
    }

    /** Skips the test where there is no Redis that it is for. */
    static void assumeRedis() throws IOException {
        assumeThat(Executables.find("redis-server")).as("redis-server on PATH").isNotNull();
        assumeThat(Executables.find("redis-cli")).as("redis-cli on PATH").isNotNull();
        Process process = new ProcessBuilder("redis-server", "--version").start();
        assumeThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("(?s).*v=([7-9]|\\d\\d)\\..*");
    }

    static SecureStores start(Path folder) throws Exception {
        Path keys = Files.createDirectory(folder.resolve("tls"));
        TestCertificates authority = new TestCertificates(keys, "authority");
        NAMES.forEach(authority::issue);
        Children children = new Children(folder.resolve("logs"), folder.resolve("pids"));
        int redisPort = startRedis(folder, keys, children);
        String kafka = startKafka(folder, keys, children);
        SecureStores stores = new SecureStores(children, keys, kafka, redisPort);
        try (Admin admin = Admin.create(stores.kafkaClient("admin"))) {
            admin.createAcls(acls()).all().get();
        }
        return stores;
    }

    private static String startKafka(Path folder, Path keys, Children children) throws IOException {
        int port = Ports.free();
        int controller = Ports.free();
        Map<String, String> settings = new LinkedHashMap<>();
        Properties documented = new Properties();
        documented.load(new StringReader(block("listeners=")
                .replace("/keys", keys.toString())
                .replace(":9093", Ports.HOST + ":" + port)
                .replace(":9094", Ports.HOST + ":" + controller)));
        documented.stringPropertyNames().forEach(name -> settings.put(name, documented.getProperty(name)));
        settings.put("advertised.listeners", "CLIENTS://" + Ports.HOST + ":" + port);
        return KafkaProcess.start(
                        Installation.find(),
                        folder.resolve("kafka"),
                        children,
                        KafkaCluster.of(port, controller),
                        List.of(),
                        settings)
                .bootstrap();
    }

    private static int startRedis(Path folder, Path keys, Children children) throws IOException {
        int port = Ports.free();
        Files.writeString(keys.resolve("users.acl"), block("user default off"));
        Path configuration = Files.writeString(
                folder.resolve("redis.conf"),
                block("tls-port ").replace("/keys", keys.toString()).replace("6379", Integer.toString(port)));
        Path binary = Objects.requireNonNull(Executables.find("redis-server"));
        ChildProcess redis = children.start(new ChildCommand(
                "redis", List.of(binary.toString(), configuration.toString()), Map.of(), folder, false));
        Readiness.await(redis, Duration.ofSeconds(30), () -> !Ports.isFree(port));
        return port;
    }

    /** The block of the document that has a line with these words. */
    static String block(String words) {
        try {
            Matcher blocks = BLOCK.matcher(Files.readString(DOCUMENT));
            while (blocks.find()) {
                if (blocks.group(2).lines().anyMatch(line -> line.startsWith(words))) {
                    return blocks.group(2);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no block of " + DOCUMENT + " has a line " + words);
    }

    /** The rights that the document's kafka-acls.sh lines give. */
    private static List<AclBinding> acls() {
        return block("kafka-acls.sh").lines().flatMap(SecureStores::acls).toList();
    }

    private static Stream<AclBinding> acls(String line) {
        Map<String, List<String>> flags = new LinkedHashMap<>();
        Matcher matcher = FLAG.matcher(line);
        while (matcher.find()) {
            flags.computeIfAbsent(matcher.group(1), name -> new ArrayList<>())
                    .add(Objects.requireNonNullElse(matcher.group(2), ""));
        }
        String principal = flags.get("allow-principal").get(0);
        PatternType pattern =
                flags.getOrDefault("resource-pattern-type", List.of()).contains("prefixed")
                        ? PatternType.PREFIXED
                        : PatternType.LITERAL;
        Stream<ResourcePattern> resources = flags.containsKey("cluster")
                ? Stream.of(new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL))
                : Stream.of(ResourceType.TOPIC, ResourceType.GROUP)
                        .flatMap(type -> flags.getOrDefault(type.name().toLowerCase(Locale.ROOT), List.of()).stream()
                                .map(name -> new ResourcePattern(type, name, pattern)));
        return resources.flatMap(resource -> flags.get("operation").stream()
                .map(operation -> new AclBinding(
                        resource,
                        new AccessControlEntry(
                                principal,
                                "*",
                                AclOperation.fromString(operation
                                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                                        .toUpperCase(Locale.ROOT)),
                                AclPermissionType.ALLOW))));
    }

    /** A client's settings with the certificate of {@code name}. */
    Map<String, Object> kafkaClient(String name) {
        return Map.of(
                "bootstrap.servers",
                kafka,
                "security.protocol",
                "SSL",
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                keys.resolve(name + ".pem").toString(),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                keys.resolve("ca.pem").toString(),
                "default.api.timeout.ms",
                10_000,
                "request.timeout.ms",
                5_000);
    }

    /** A command by redis-cli, as a user of the document; its output. */
    String redis(String user, String... words) {
        return redisAs(user, user.toUpperCase(Locale.ROOT) + "-PASSWORD", words);
    }

    String redisAs(String user, String password, String... words) {
        List<String> command = new ArrayList<>(
                List.of("--tls", "--cacert", keys.resolve("ca.pem").toString()));
        command.addAll(List.of("--user", user, "--pass", password, "--no-auth-warning"));
        command.addAll(List.of(words));
        return redisCli(command);
    }

    /** Without TLS. */
    String plainRedis(String... words) {
        return redisCli(List.of(words));
    }

    private String redisCli(List<String> words) {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(redisPort)));
        command.addAll(words);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What Redis has refused to these users for want of rights. CLIENT SETINFO isn't counted: clients offer it to Redis 7.2 and newer, and go on without. Neither is a
     * wrong password.
     */
    List<String> redisRefusals(String... users) {
        return Stream.of(redis("admin", "ACL", "LOG").split("(?m)^count$"))
                .filter(entry -> Stream.of(users).anyMatch(user -> entry.contains("\nusername\n" + user + "\n")))
                .filter(entry -> !entry.contains("client|setinfo") && !entry.contains("\nreason\nauth\n"))
                .toList();
    }

    void forgetRedisRefusals() {
        redis("admin", "ACL", "LOG", "RESET");
    }

    @Override
    public void close() {
        children.close();
    }
}
