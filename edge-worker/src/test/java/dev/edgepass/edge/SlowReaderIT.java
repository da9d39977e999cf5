package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: clients that read slowly, or not at all, hold no objects in its memory. An isolate has 128 MB on Cloudflare; here nothing limits it. */
class SlowReaderIT {
    private static final int READERS = 6;
    private static final byte[] LARGE = new byte[12 << 20];
    /** Of workerd with all that it runs here: the Worker, the stores and the cache. Half of what its readers were sent would be more. */
    private static final long MOST_GROWTH = READERS * LARGE.length / 2;

    @RegisterExtension
    static final TestEdge EDGE = new TestEdge();

    private static final TestFeed FEED = EDGE.feed;
    private static WorkerHost host;

    private final String token = FEED.token().sign();

    @BeforeAll
    static void start() {
        new Random(9).nextBytes(LARGE);
        host = EDGE.host();
        for (int i = 0; i < READERS; i++) {
            host.put("MEDIA", key(i), LARGE, "content-type", "video/mp4");
        }
        // Another workerd: what storing took would hide what reading takes.
        host.restart();
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
                EDGE.awaitCached(path(i));
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

    private String path(int number) {
        return "/view/" + token + "/" + key(number);
    }

    private static String key(int number) {
        return "gallery/large-" + number + ".mp4";
    }
}
