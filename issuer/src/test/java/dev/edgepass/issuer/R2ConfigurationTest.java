package dev.edgepass.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class R2ConfigurationTest {
    /** The answer of a copy may be late, and the copy there: a second one would replace what has the key by then. */
    @Test
    void a_copy_that_fails_is_asked_for_once_and_other_calls_are_repeated() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        store.start();
        R2Settings settings = new R2Settings(
                URI.create("http://127.0.0.1:" + store.getAddress().getPort()),
                "id",
                "secret",
                "media",
                "feed",
                "waits");
        R2Configuration configuration = new R2Configuration();
        try (S3Client copies = configuration.r2Copies(settings, new SimpleMeterRegistry());
                S3Client r2 = configuration.r2(settings, new SimpleMeterRegistry())) {
            assertThatThrownBy(() -> copies.copyObject(copy -> copy.sourceBucket("waits")
                            .sourceKey("a")
                            .destinationBucket("media")
                            .destinationKey("a")))
                    .isInstanceOf(S3Exception.class);
            assertThat(calls).hasValue(1);

            assertThatThrownBy(() -> r2.headObject(head -> head.bucket("media").key("a")))
                    .isInstanceOf(S3Exception.class);
            assertThat(calls).hasValueGreaterThan(2);
        } finally {
            store.stop(0);
        }
    }
}
