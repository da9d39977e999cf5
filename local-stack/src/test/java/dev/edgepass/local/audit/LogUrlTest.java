package dev.edgepass.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.local.process.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogUrlTest {
    private HttpServer server;
    private LogUrl log;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        log = LogUrl.of("http://127.0.0.1:" + server.getAddress().getPort() + "/log/a", Optional.of("the-token"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_file_is_read_below_the_prefix_with_the_token() throws IOException {
        server.createContext("/log/a/tile/0/000.p/17", exchange -> {
            boolean isKnown =
                    "Bearer the-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, isKnown ? 200 : 401, "hashes".getBytes(UTF_8));
        });

        assertThat(log.read("tile/0/000.p/17", 100)).isEqualTo("hashes".getBytes(UTF_8));
        assertThat(log.read("tile/0/000.p/17", 4)).isEqualTo("hash".getBytes(UTF_8));
    }

    @Test
    void a_zipped_file_is_bounded_by_what_it_unzips_to() throws IOException {
        server.createContext("/log/a/tile/entries/000", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, zipped(new byte[10_000_000]));
        });

        assertThat(log.read("tile/entries/000", 1_000)).isEqualTo(new byte[1_000]);
    }

    @Test
    void what_isnt_there_is_null_and_another_answer_is_no_verdict() {
        server.createContext("/log/a/busy", exchange -> answer(exchange, 503, new byte[0]));
        server.createContext("/log/a/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/log/a/busy");
            answer(exchange, 302, new byte[0]);
        });

        assertThatCode(() -> assertThat(log.read("checkpoint", 10)).isNull()).doesNotThrowAnyException();
        assertThatThrownBy(() -> log.read("busy", 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("503");
        assertThatThrownBy(() -> log.read("moved", 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("302");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "example.com/log", "ftp://example.com/log", "https:///log", "https://example.com/?a=b"
            })
    void what_isnt_a_url_of_http_is_refused(String url) {
        assertThatThrownBy(() -> LogUrl.of(url, Optional.empty())).isInstanceOf(StartFailure.class);
    }

    @Test
    void a_token_goes_over_no_network_in_plain_text() {
        assertThatThrownBy(() -> LogUrl.of("http://example.com/log", Optional.of("t")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("in plain text");
        assertThatThrownBy(() -> LogUrl.of("https://example.com/log", Optional.of("a\nb")))
                .isInstanceOf(StartFailure.class)
                .hasMessageNotContaining("a\nb");
        assertThatCode(() -> LogUrl.of("https://example.com/log", Optional.of("t")))
                .doesNotThrowAnyException();
        assertThatCode(() -> LogUrl.of("http://example.com/log", Optional.empty()))
                .doesNotThrowAnyException();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
