package dev.edgepass.edge;

import static org.awaitility.Awaitility.await;

import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Segment;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The built Worker on workerd for one test class, with a feed of its own: an empty one before each test. To be a static {@code @RegisterExtension}. */
final class TestEdge implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration CACHED_WITHIN = Duration.ofSeconds(120);

    final TestFeed feed = new TestFeed();
    private final Map<String, String> variables;
    private boolean coldForEachTest;
    private WorkerHost host;

    /**
     * @param variables more of the Worker's
     */
    TestEdge(Map<String, String> variables) {
        this.variables = variables;
    }

    TestEdge() {
        this(Map.of());
    }

    /** With a new isolate before each test. */
    TestEdge coldForEachTest() {
        coldForEachTest = true;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        host = WorkerHost.start(feed.pinned(), variables);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        host.put("FEED", "head", feed.signed(feed.head(Segment.EMPTY)));
        if (coldForEachTest) {
            host.restart();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (host != null) {
            host.close();
        }
    }

    WorkerHost host() {
        return host;
    }

    /** Publishes {@code head}, and waits until the Worker knows it. */
    void publish(FeedHead head) {
        host.put("FEED", "head", feed.signed(head));
        await().atMost(BOUND)
                .until(() -> host.get("/.well-known/edgepass").statusCode() == 200
                        && status().requireInteger("position") == head.position());
    }

    JsonObject status() {
        return JsonReader.readObject(
                Utf8.decode(host.get("/.well-known/edgepass").body()));
    }

    /** The verdict on a GET of {@code path}: {@code granted}, or the problem's code. */
    String code(String path) {
        return code(host.get(path));
    }

    static String code(HttpResponse<byte[]> response) {
        if (response.statusCode() == 200 || response.statusCode() == 206) {
            return "granted";
        }
        String type = JsonReader.readObject(Utf8.decode(response.body())).requireString("type");
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** Waits until the location's cache has the object of {@code path}. */
    void awaitCached(String path) {
        await().atMost(CACHED_WITHIN)
                .until(() -> header(host.request("HEAD", path), "cache-status").equals("edgepass; hit"));
    }

    /** Empty where there is none. */
    static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
