package dev.edgepass.acceptance;

import static org.awaitility.Awaitility.await;

import dev.edgepass.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/** A stack's Redis as the master of a replica, and three Sentinels that make the replica the master where it is away for 1.5 s. For one thread. */
final class SentinelRedis implements AutoCloseable {
    static final String MASTER = "edgepass";
    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<Integer, List<String>> servers = new LinkedHashMap<>();
    private final Map<Integer, Process> own = new LinkedHashMap<>();
    private final List<Integer> sentinelPorts = new ArrayList<>();
    private final List<Process> sentinels = new ArrayList<>();
    private final RunningStack stack;
    private final Path folder;
    private final int firstFree;

    /** @param firstPort from which on four are free */
    SentinelRedis(RunningStack stack, Path folder, int firstPort) {
        this.firstFree = firstPort;
        this.stack = stack;
        this.folder = folder;
    }

    /** Returns once the replica is in step, and the Sentinels know each other. */
    void start() throws IOException {
        Files.createDirectories(folder);
        // Redis puts "<its path> <address>" in place of its arguments.
        String binary = LinuxProcess.of(stack.pid("redis")).command().get(0).split(" ")[0];
        int firstPort = port(stack.redis());
        int secondPort = firstFree;
        servers.put(firstPort, server(binary, firstPort, stack.data().resolve("redis")));
        servers.put(secondPort, server(binary, secondPort, Files.createDirectories(folder.resolve("replica"))));
        own.put(secondPort, start(secondPort, "--replicaof", Ports.HOST, Integer.toString(firstPort)));
        for (int i = 0; i < SENTINELS; i++) {
            sentinelPorts.add(firstFree + 1 + i);
            sentinels.add(sentinel(binary, firstPort, sentinelPorts.get(i)));
        }
        awaitReplica();
        await("the Sentinels know each other and the replica")
                .atMost(PATIENCE)
                .until(() -> sentinelPorts.stream().allMatch(this::knowsAll));
    }

    /** Each {@code host:port}, with commas between them. */
    String sentinels() {
        return sentinelPorts.stream().map(port -> Ports.HOST + ":" + port).collect(Collectors.joining(","));
    }

    /** The port of the server that takes writes, as the Sentinels say. */
    int master() {
        for (int sentinel : sentinelPorts) {
            try (Jedis redis = new Jedis(Ports.HOST, sentinel)) {
                return Integer.parseInt(
                        redis.sentinelGetMasterAddrByName(MASTER).get(1));
            } catch (JedisException e) {
                // The next one.
            }
        }
        throw new AssertionError("no Sentinel answers");
    }

    /** Kills the master; returns once another is one. */
    int killMaster() throws IOException {
        int killed = master();
        ProcessHandle process = process(killed);
        process.destroyForcibly();
        process.onExit().join();
        awaitAnother(killed);
        return killed;
    }

    /** The master hangs: it answers nothing, and its connections stay open. Returns once another is the master. */
    int hangMaster() throws Exception {
        int hanging = master();
        signal("-STOP", hanging);
        awaitAnother(hanging);
        return hanging;
    }

    void goOn(int hanging) throws Exception {
        signal("-CONT", hanging);
        awaitReplica();
    }

    /** Starts a killed server as it was, so as a master; the Sentinels make it a replica. */
    void startAgain(int killed) throws IOException {
        own.put(killed, start(killed));
        awaitReplica();
    }

    /** Ends every client's connection, once. */
    void cutConnections() {
        try (Jedis server = new Jedis(Ports.HOST, master())) {
            server.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        }
    }

    private void awaitAnother(int former) {
        await("a master other than " + former)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> master() != former);
    }

    private void awaitReplica() {
        await("a replica of the master that is in step")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    try (Jedis redis = new Jedis(Ports.HOST, master())) {
                        return redis.info("replication").contains("state=online");
                    }
                });
    }

    private boolean knowsAll(int sentinel) {
        try (Jedis redis = new Jedis(Ports.HOST, sentinel)) {
            Map<String, String> master = redis.sentinelMaster(MASTER);
            return master.get("num-other-sentinels").equals(Integer.toString(SENTINELS - 1))
                    && master.get("num-slaves").equals("1");
        } catch (JedisException e) {
            return false;
        }
    }

    /** As {@code RedisProcess} has it, whose process no longer tells its arguments. */
    private static List<String> server(String binary, int port, Path data) {
        return List.of(
                binary,
                "--bind",
                Ports.HOST,
                "--port",
                Integer.toString(port),
                "--dir",
                data.toAbsolutePath().toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec");
    }

    private Process start(int port, String... more) throws IOException {
        List<String> command = new ArrayList<>(servers.get(port));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("redis-" + port + ".log").toFile()))
                .start();
    }

    private Process sentinel(String binary, int master, int port) throws IOException {
        Path data = Files.createDirectories(folder.resolve("sentinel-" + port));
        Path settings = data.resolve("sentinel.conf");
        Files.writeString(
                settings,
                String.join(
                        "\n",
                        "port " + port,
                        "bind " + Ports.HOST,
                        "dir " + data,
                        "sentinel monitor " + MASTER + " " + Ports.HOST + " " + master + " 2",
                        "sentinel down-after-milliseconds " + MASTER + " 1500",
                        "sentinel failover-timeout " + MASTER + " 6000",
                        ""));
        return new ProcessBuilder(binary, settings.toString(), "--sentinel")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("sentinel.log").toFile())
                .start();
    }

    private ProcessHandle process(int port) {
        Process process = own.get(port);
        return process != null
                ? process.toHandle()
                : ProcessHandle.of(stack.pid("redis")).orElseThrow();
    }

    private void signal(String signal, int port) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process(port).pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public void close() {
        sentinels.forEach(Process::destroyForcibly);
        own.values().forEach(Process::destroyForcibly);
        sentinels.forEach(process -> process.onExit().join());
        own.values().forEach(process -> process.onExit().join());
    }
}
