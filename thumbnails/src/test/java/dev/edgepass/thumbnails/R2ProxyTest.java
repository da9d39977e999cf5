package dev.edgepass.thumbnails;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class R2ProxyTest {
    private ServerSocket store;
    private R2Proxy proxy;

    @BeforeEach
    void begin() throws IOException {
        store = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy = new R2Proxy(0, InetSocketAddress.createUnresolved("127.0.0.1", store.getLocalPort()));
        Thread serving = new Thread(() -> {
            try {
                proxy.serve();
            } catch (IOException e) {
                // It was closed.
            }
        });
        serving.setDaemon(true);
        serving.start();
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        store.close();
    }

    @Test
    void connects_to_the_store_and_passes_bytes_both_ways() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            send(client, "CONNECT 127.0.0.1:" + store.getLocalPort() + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(receive(client, "HTTP/1.1 200 Connected\r\n\r\n".length()))
                    .isEqualTo("HTTP/1.1 200 Connected\r\n\r\n");
            try (Socket behind = store.accept()) {
                send(client, "hello");
                assertThat(receive(behind, 5)).isEqualTo("hello");
                send(behind, "world");
                assertThat(receive(client, 5)).isEqualTo("world");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT example.com:443 HTTP/1.1",
                "CONNECT 127.0.0.1:1 HTTP/1.1",
                "CONNECT 127.0.0.1 HTTP/1.1",
                "GET http://127.0.0.1/ HTTP/1.1",
                "nonsense"
            })
    void connects_to_nothing_else(String request) throws IOException {
        store.setSoTimeout(200);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            send(client, request + "\r\n\r\n");
            assertThat(receive(client, 12)).isEqualTo("HTTP/1.1 403");
        }
        assertThat(connects()).isFalse();
    }

    private boolean connects() throws IOException {
        try (Socket unexpected = store.accept()) {
            return unexpected.isConnected();
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket from, int bytes) throws IOException {
        return new String(from.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }
}
