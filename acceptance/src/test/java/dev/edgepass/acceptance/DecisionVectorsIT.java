package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.DecisionVectors;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.edge.EdgeHostSettings;
import dev.edgepass.local.edge.EdgeLocation;
import dev.edgepass.local.edge.WorkerBundle;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.media.R2;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.token.ObjectKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The decision vectors, put to the compiled Worker on workerd: the product's own bundle, real signatures, a real head in R2. The JVM's verdicts on the same vectors
 * are tested in schemas.
 */
class DecisionVectorsIT {
    private static final DecisionVectors VECTORS = new DecisionVectors(System.currentTimeMillis());

    @TempDir
    static Path data;

    private static Children children;
    private static EdgeHost host;
    private static S3Client r2;
    private static int sequence;

    @BeforeAll
    static void start() {
        Installation installation = Installation.find();
        children = new Children(data.resolve("logs"), data.resolve("pids"));
        EdgeLocation location = new EdgeLocation(
                "vectors",
                Ports.free(),
                Map.of(
                        "ISSUER", DecisionVectors.POLICY.tokens().issuer(),
                        "AUDIENCE", DecisionVectors.POLICY.tokens().audience(),
                        "FEED_KEYS", new JWKSet(VECTORS.feedKey().toPublicJWK()).toString(),
                        "CACHE_NAME", "vectors",
                        "SILENCE_LIMIT_SECONDS", Long.toString(DecisionVectors.POLICY.silenceLimit() / 1000),
                        "MAX_LIFETIME_SECONDS",
                                Long.toString(DecisionVectors.POLICY.tokens().maxLifetime()),
                        "CLOCK_SKEW_SECONDS",
                                Long.toString(DecisionVectors.POLICY.tokens().clockSkew())));
        WorkerBundle bundle = new WorkerBundle(installation.worker(), "index.mjs", installation.workerConfiguration());
        host = EdgeHost.start(
                installation,
                new EdgeHostSettings(data.resolve("edge"), Ports.free(), Ports.free(), bundle, List.of(location)),
                children);
        r2 = R2.client(host.s3());
    }

    @AfterAll
    static void stop() {
        r2.close();
        children.close();
    }

    @ParameterizedTest(name = "feed: {0}")
    @MethodSource("feeds")
    void the_compiled_worker_gives_the_verdict_of_each_vector(String feedName) {
        publish(VECTORS.feed(feedName, ++sequence));
        Map<String, String> wrong = new TreeMap<>();

        for (DecisionVector vector : VECTORS.against(feedName)) {
            String verdict = verdict(vector);
            if (!verdict.equals(vector.verdict())) {
                wrong.put(vector.name(), verdict + " (expected: " + vector.verdict() + ")");
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static Stream<String> feeds() {
        return VECTORS.feedNames().stream();
    }

    private static String verdict(DecisionVector vector) {
        if (vector.verdict().equals("granted")) {
            String key = ObjectKey.ofPath(vector.path(), JdkNfc.INSTANCE).value();
            put(host.s3().mediaBucket(), key, Base64Url.encode(Utf8.encode(key)).getBytes(StandardCharsets.US_ASCII));
        }
        Map<String, String> headers = new TreeMap<>();
        if (vector.origin() != null) {
            headers.put("Origin", vector.origin());
        }
        if (vector.referer() != null) {
            headers.put("Referer", vector.referer());
        }
        RawHttp.Answer answer = RawHttp.get(edge(), "/view/" + vector.token() + "/" + vector.path(), headers);
        if (answer.status() == 200) {
            String bytes = Base64Url.encode(
                    Utf8.encode(ObjectKey.ofPath(vector.path(), JdkNfc.INSTANCE).value()));
            return answer.text().endsWith(bytes) ? "granted" : "granted, with other bytes";
        }
        String marker = "urn:edgepass:problem:";
        int type = answer.text().indexOf(marker);
        return type < 0
                ? "status " + answer.status()
                : answer.text().substring(type + marker.length(), answer.text().indexOf('"', type));
    }

    /** As the publisher does: the segment first, then the head; and waits until the location has read it. */
    private static void publish(DecisionVectors.Feed feed) {
        put(host.s3().feedBucket(), feed.reference().objectKey(), feed.segment().toBytes());
        put(
                host.s3().feedBucket(),
                FeedHead.OBJECT_KEY,
                Es256.signer(VECTORS.feedKey()).sign(feed.head()).getBytes(StandardCharsets.US_ASCII));
        String asOf = Long.toString(feed.head().asOf());
        await("the head at the edge")
                .atMost(Duration.ofSeconds(60))
                .until(() -> RawHttp.get(edge(), "/.well-known/edgepass", Map.of())
                        .text()
                        .contains(asOf));
    }

    private static void put(String bucket, String key, byte[] bytes) {
        r2.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    private static URI edge() {
        return host.edges().get(0);
    }
}
