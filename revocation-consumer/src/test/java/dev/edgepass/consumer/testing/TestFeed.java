package dev.edgepass.consumer.testing;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.consumer.feed.FeedKeySeal;
import dev.edgepass.consumer.feed.SegmentLoader;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.feed.r2.R2Properties;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.testing.RealBackends;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The real feed, as an edge with the feed's public key reads it. */
public final class TestFeed implements AutoCloseable {
    private final FeedBucket bucket = new FeedBucket(r2(), date -> {}, new SimpleMeterRegistry());
    private final FeedKeySeal seal;

    public TestFeed(Path keyFile) {
        ECKey key = KeyFile.loadOrCreate(keyFile);
        this.seal = new FeedKeySeal(key);
    }

    /** Where the real R2 is. */
    public static R2Properties r2() {
        S3Access s3 = RealBackends.r2();
        return new R2Properties(
                URI.create(s3.endpoint()),
                s3.accessKeyId(),
                s3.secretAccessKey(),
                s3.feedBucket(),
                Duration.ofSeconds(5));
    }

    /** No head; segments stay, they are immutable. */
    public static void clean() {
        S3Access s3 = RealBackends.r2();
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create(s3.endpoint()))
                .region(Region.of("auto"))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(s3.accessKeyId(), s3.secretAccessKey())))
                .build()) {
            client.deleteObject(delete -> delete.bucket(s3.feedBucket()).key(FeedHead.OBJECT_KEY));
        }
    }

    /** The head, with its signature found good. */
    public FeedHead head() {
        return seal.open(bucket.readHead().orElseThrow().compact());
    }

    /** The first head that is as wanted, within 20 s. */
    public FeedHead await(Predicate<FeedHead> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> bucket.readHead().map(stored -> seal.open(stored.compact())),
                        found -> found.isPresent() && wanted.test(found.get()))
                .orElseThrow();
    }

    public FeedHead awaitPosition(long position) {
        return await(head -> head.position() >= position);
    }

    /** The head with its segments, as an edge would hold it. */
    public FeedView view() {
        FeedHead head = head();
        return new FeedView(head, new SegmentLoader(bucket).load(head.segments()), System.currentTimeMillis());
    }

    /** Publishes, as a faulty publisher would that has taken over, a head without that signing key. */
    public void publishWithout(String kid) {
        Awaitility.await().until(() -> {
            StoredHead stored = bucket.readHead().orElseThrow();
            FeedHead head = seal.open(stored.compact());
            FeedHead faulty = new FeedHead(
                    head.term() + 1,
                    head.sequence() + 1,
                    "faulty",
                    head.asOf(),
                    head.position(),
                    head.prunedTo(),
                    head.topicId(),
                    head.fingerprintKey(),
                    head.keys().stream().filter(key -> !key.kid().equals(kid)).toList(),
                    head.segments(),
                    head.tail(),
                    head.lastRecordAt(),
                    head.gaps());
            return bucket.writeHead(seal.sign(faulty), Optional.of(stored.etag()))
                    .isPresent();
        });
    }

    @Override
    public void close() {
        bucket.close();
    }
}
