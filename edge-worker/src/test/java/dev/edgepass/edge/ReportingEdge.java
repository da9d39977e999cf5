package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.edge.UsageSink.Received;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The built Worker on workerd that reports views to a sink, with a new isolate before each test. To be a static {@code @RegisterExtension}. */
final class ReportingEdge implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==";
    static final String KEY = "gallery/a.jpg";

    /** More than the Worker waits for anything, on a machine that is busy. */
    static final Duration LATE = Duration.ofSeconds(40);

    private static final String NETWORK_KEY = "bmV0d29yay1uZXR3b3JrLW5ldHdvcmstbmV0d29yay0xMjM=";

    final UsageSink sink = new UsageSink();
    final TestEdge edge = new TestEdge(
                    Map.of("USAGE_URL", sink.url(), "USAGE_SECRET", SECRET, "NETWORK_KEY", NETWORK_KEY))
            .coldForEachTest();
    final TestFeed feed = edge.feed;

    @Override
    public void beforeAll(ExtensionContext context) {
        edge.beforeAll(context);
        host().put("MEDIA", KEY, new byte[1_000], "content-type", "image/jpeg");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        edge.beforeEach(context);
        sink.answer(UsageSink.ACCEPTED);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        edge.afterAll(context);
        sink.close();
    }

    WorkerHost host() {
        return edge.host();
    }

    String token(String jti) {
        return feed.token().id(jti).sign();
    }

    static String path(String token) {
        return "/view/" + token + "/" + KEY;
    }

    void view(String token) {
        assertThat(code(host().get(path(token)))).isEqualTo("granted");
    }

    /** The first report that says something of the token. */
    Received first(String jti) {
        return await().pollInterval(Duration.ofMillis(10))
                .atMost(LATE)
                .until(() -> sink.of(jti), found -> !found.isEmpty())
                .get(0);
    }
}
