package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.event.Topics;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.testing.CutProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * The system past one machine, on one: {@code ./edgepass up --brokers 3}, with a replica and Sentinels for its Redis, two issuers behind one address and two consumers
 * in place of its own. R2 and KV are reached through proxies. For one thread.
 */
final class ReplicatedSystem implements AutoCloseable {
    static final List<String> BROKERS = List.of("kafka-1", "kafka-2", "kafka-3");
    private static final String R2 = "--edgepass.r2.endpoint=";
    private static final String KV = "--edgepass.kv.api-base=";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final RunningStack stack;
    final SentinelRedis redis;
    final List<ServiceProcess> issuers;
    final List<ServiceProcess> consumers;
    final CutProxy r2;
    final CutProxy kv;
    final Product product;
    final String admin;
    private final LinuxProcess consumer;
    private final Map<String, LinuxProcess> brokers = new LinkedHashMap<>();
    private final Map<String, Process> restarted = new LinkedHashMap<>();
    private final Path folder;
    private final Deque<AutoCloseable> parts;

    /** All of it is ready when this returns, and none of it runs where it throws. */
    static ReplicatedSystem start(Path folder) throws Exception {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return new ReplicatedSystem(folder, parts);
        } catch (Throwable e) {
            end(parts);
            throw e;
        }
    }

    private ReplicatedSystem(Path folder, Deque<AutoCloseable> parts) throws IOException {
        this.folder = folder;
        this.parts = parts;
        stack = part(RunningStack.start(
                folder.resolve("data"),
                2,
                Map.of(),
                DocumentedCommand.command("./edgepass up --brokers 3")
                        .plus("--pops", 2, "--media", SharedStack.media(folder))));
        BROKERS.forEach(broker -> brokers.put(broker, LinuxProcess.of(stack.pid(broker))));
        // Not a port that Linux gives away: each is bound again after a restart.
        int ports = RunningStack.freeRange();
        redis = part(new SentinelRedis(stack, folder.resolve("redis"), ports + 10));
        redis.start();
        LinuxProcess issuer = withSentinels(LinuxProcess.of(stack.pid("issuer")));
        LinuxProcess original = withSentinels(LinuxProcess.of(stack.pid("consumer")));
        stack.kill("issuer");
        stack.kill("consumer");
        r2 = part(new CutProxy(value(original, R2)));
        kv = part(new CutProxy(value(original, KV)));
        consumer = through(original);
        issuers = instances("issuer", through(issuer), ports);
        consumers = instances("consumer", consumer, ports + 4);
        issuers.forEach(ServiceProcess::awaitReady);
        consumers.forEach(ServiceProcess::awaitReady);
        URI[] both = issuers.stream().map(ServiceProcess::base).toArray(URI[]::new);
        CutProxy oneAddress = part(new CutProxy(both));
        product = new Product(oneAddress.in(both[0]), stack.edges());
        admin = stack.login("--admin");
    }

    private LinuxProcess withSentinels(LinuxProcess service) {
        return service.with(word -> word.startsWith("--spring.data.redis.host=")
                        ? "--spring.data.redis.sentinel.master=" + SentinelRedis.MASTER
                        : word)
                .with(word -> word.startsWith("--spring.data.redis.port=")
                        ? "--spring.data.redis.sentinel.nodes=" + redis.sentinels()
                        : word);
    }

    private LinuxProcess through(LinuxProcess service) {
        return service.with(word -> word.startsWith(R2) ? R2 + r2.in(value(service, R2)) : word)
                .with(word -> word.startsWith(KV) ? KV + kv.in(value(service, KV)) : word);
    }

    /** Two of them, at {@code firstPort} and the three ports after it. */
    private List<ServiceProcess> instances(String name, LinuxProcess command, int firstPort) {
        return IntStream.of(1, 2)
                .mapToObj(number -> {
                    int port = firstPort + 2 * (number - 1);
                    LinuxProcess own = command.at(port)
                            .with(word -> word.startsWith("--edgepass.feed.publisher-id=") ? word + number : word);
                    return part(new ServiceProcess(
                            own,
                            URI.create("http://" + Ports.HOST + ":" + port),
                            folder.resolve(name + "-" + number + ".log")));
                })
                .toList();
    }

    private static URI value(LinuxProcess service, String option) {
        return service.command().stream()
                .filter(word -> word.startsWith(option))
                .map(word -> URI.create(word.substring(option.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + option));
    }

    /** The broker that leads the control topic. */
    String controlLeader() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
            TopicPartitionInfo control = admin.describeTopics(List.of(Topics.CONTROL))
                    .allTopicNames()
                    .get()
                    .get(Topics.CONTROL)
                    .partitions()
                    .get(0);
            return "kafka-" + control.leader().id();
        }
    }

    void killBroker(String broker) {
        ProcessHandle process = process(broker);
        process.destroyForcibly();
        process.onExit().join();
    }

    void startBroker(String broker) {
        restarted.put(broker, brokers.get(broker).start(folder.resolve(broker + ".log")));
    }

    /** It stands still and goes on, again and again, for so long: to the others it is slow. */
    void stutter(String broker, Duration total) throws Exception {
        long end = System.nanoTime() + total.toNanos();
        while (System.nanoTime() < end) {
            signal("-STOP", broker);
            Thread.sleep(400);
            signal("-CONT", broker);
            Thread.sleep(100);
        }
    }

    /** Such as {@code -STOP}: it answers nothing, and its connections stay open. */
    void signal(String signal, String broker) throws Exception {
        int exit = new ProcessBuilder(
                        "kill", signal, Long.toString(process(broker).pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).as("kill " + signal + " " + broker).isZero();
    }

    private ProcessHandle process(String broker) {
        Process own = restarted.get(broker);
        return own != null
                ? own.toHandle()
                : ProcessHandle.of(stack.pid(broker)).orElseThrow();
    }

    /** Returns once every replica of every partition is in sync. */
    void awaitInSync() {
        await("all replicas are in sync").atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
                return admin.describeTopics(Topics.names()).allTopicNames().get().values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.isr().size() == BROKERS.size());
            }
        });
    }

    /** The auditor's comparison of the log, folded anew, with the live read model: its exit code. */
    int replay(Path log) throws Exception {
        List<String> command = new ArrayList<>(consumer.command());
        int jar = command.indexOf("-jar") + 1;
        command.addAll(jar + 1, List.of("replay", "--dry-run"));
        return new LinuxProcess(command, consumer.environment()).start(log).waitFor();
    }

    private <T extends AutoCloseable> T part(T started) {
        parts.push(started);
        return started;
    }

    @Override
    public void close() {
        restarted.values().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        end(parts);
    }

    /** The last one first. */
    private static void end(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
