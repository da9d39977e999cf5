package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.feed.Segment;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built Worker on workerd: clients that read slowly, or not at all, hold no objects in its memory. An isolate has 128 MB on Cloudflare; here nothing limits it. */
class SlowReaderIT {
    private static final int READERS = 6;
    private static final byte[] LARGE = new byte[12 << 20];
    /** Of workerd with all that it runs here: the Worker, the stores and the cache. Half of what its readers were sent would be more. */
    private static final long MOST_GROWTH = READERS * LARGE.length / 2;

    private static final TestFeed FEED = new TestFeed();
    private static WorkerHost host;

    private final String token = FEED.token().sign();

    @BeforeAll
    static void start() {
        new Random(9).nextBytes(LARGE);
        host = WorkerHost.start(FEED.pinned());
        for (int i = 0; i < READERS; i++) {
            host.put("MEDIA", key(i), LARGE, "content-type", "video/mp4");
        }
        // Another workerd: what storing took would hide what reading takes.
        host.restart();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void publish() {
        host.put("FEED", "head", FEED.signed(FEED.head(Segment.EMPTY)));
    }

    @Test
    void large_objects_whose_readers_wait_are_cached_and_take_no_memory() throws IOException {
        host.get("/healthz");
        long before = host.residentBytes();
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(host.slowly(path(i)));
            }
            for (int i = 0; i < READERS; i++) {
                awaitCached(i);
            }

            assertThat(host.residentBytes() - before).isLessThan(MOST_GROWTH);
            for (Socket reader : readers) {
                assertThat(reader.getInputStream().readAllBytes()).isEqualTo(LARGE);
            }
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
        assertThat(host.get(path(0)).body()).isEqualTo(LARGE);
    }

    private void awaitCached(int number) {
        await().atMost(Duration.ofSeconds(120)).until(() -> {
            HttpResponse<byte[]> head = host.request("HEAD", path(number));
            return head.headers().firstValue("cache-status").orElse("").equals("edgepass; hit");
        });
    }

    private String path(int number) {
        return "/view/" + token + "/" + key(number);
    }

    private static String key(int number) {
        return "gallery/large-" + number + ".mp4";
    }
}
