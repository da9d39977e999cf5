package dev.edgepass.local.redis;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.Readiness;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One Redis with an append-only file in its folder, on the loopback address only. */
public record RedisProcess(ChildProcess child, String host, int port) {
    /** Name of the part in logs, messages and {@code stack.json}. */
    public static final String NAME = "redis";

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final int ANSWER_WITHIN_MS = 1000;

    /** Starts Redis; it has loaded its data and serves clients when this returns. */
    public static RedisProcess start(Installation installation, Path data, Children children, int port) {
        Path binary = RedisBinary.find(installation, data);
        List<String> command = List.of(
                binary.toString(),
                "--bind",
                Ports.HOST,
                "--port",
                Integer.toString(port),
                "--protected-mode",
                "yes",
                "--dir",
                data.toAbsolutePath().toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                // While the file is rewritten a sync may wait for the disk, and Redis for the sync (redis.conf).
                "--no-appendfsync-on-rewrite",
                "yes",
                "--rdbcompression",
                "no",
                "--save",
                "",
                "--daemonize",
                "no");
        if (!data.toFile().isDirectory() && !data.toFile().mkdirs()) {
            throw new StartFailure("Can't make the folder " + data + ".");
        }
        ChildProcess child = children.start(new ChildCommand(NAME, command, Map.of(), data, false));
        Readiness.await(child, READY_WITHIN, () -> answers(port));
        return new RedisProcess(child, Ports.HOST, port);
    }

    /** Whether it says PONG; while it loads its data it says LOADING. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Ports.HOST, port), ANSWER_WITHIN_MS);
            socket.setSoTimeout(ANSWER_WITHIN_MS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+PONG".length());
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
