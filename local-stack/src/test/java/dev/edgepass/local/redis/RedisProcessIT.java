package dev.edgepass.local.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessIT {
    @TempDir
    private Path folder;

    @Test
    void what_was_written_survives_a_restart() throws IOException {
        try (Children children = children()) {
            assertThat(ask(start(children), "SET kept yes", 3)).isEqualTo("+OK");
        }
        try (Children children = children()) {
            assertThat(ask(start(children), "GET kept", 7)).isEqualTo("$3\r\nyes");
        }
    }

    @Test
    void it_runs_lua_scripts() throws IOException {
        try (Children children = children()) {
            assertThat(ask(start(children), "EVAL return{1} 0", 2)).isEqualTo("*1");
        }
    }

    private Children children() {
        return new Children(folder.resolve("logs"), folder.resolve("pids"));
    }

    private RedisProcess start(Children children) {
        return RedisProcess.start(Installation.find(), folder.resolve("redis"), children, Ports.free());
    }

    private static String ask(RedisProcess redis, String command, int answerLength) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(answerLength), StandardCharsets.US_ASCII);
        }
    }
}
