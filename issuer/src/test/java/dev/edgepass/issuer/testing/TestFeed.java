package dev.edgepass.issuer.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.jdk.Es256;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.testing.RealBackends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Stands in for the publisher, and for whoever uploads media. */
public final class TestFeed {
    private static final ECKey KEY = key("feed");
    private static final S3Client R2 = client();

    private TestFeed() {}

    /** Puts a head with {@code position} and the signing keys that the projection knows into R2. */
    public static void publish(long position) {
        publish(position, 0);
    }

    /** As {@link #publish(long)}, with a segment of so many entries, which nobody can read. */
    public static synchronized void publish(long position, int entries) {
        put(
                RealBackends.r2().feedBucket(),
                FeedHead.OBJECT_KEY,
                Es256.signer(KEY).sign(head(position, entries)));
    }

    private static FeedHead head(long position, int entries) {
        return new FeedHead(
                1,
                position,
                "test",
                System.currentTimeMillis(),
                position,
                0,
                "topic",
                new byte[16],
                TestProjection.edgeKeys(),
                entries == 0 ? List.of() : List.of(new SegmentRef("0".repeat(64), 8 + 16 * entries, entries)),
                Segment.EMPTY);
    }

    /** As {@link #publish(long)}, signed by a key that no issuer was told of, under {@code kid}. */
    public static synchronized void publishForeign(long position, String kid) {
        put(
                RealBackends.r2().feedBucket(),
                FeedHead.OBJECT_KEY,
                Es256.signer(key(kid)).sign(head(position, 0)));
    }

    /** The kid of the key that signs heads. */
    public static String kid() {
        return KEY.getKeyID();
    }

    /** Writes the public part of the feed key, as the consumer does; gives {@code file}. */
    public static Path writePublicKeys(Path file) {
        try {
            return Files.writeString(file, new JWKSet(KEY.toPublicJWK()).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts an object into the media bucket. */
    public static void media(String key) {
        put(RealBackends.r2().mediaBucket(), key, "bytes of " + key);
    }

    private static void put(String bucket, String key, String text) {
        R2.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    private static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static S3Client client() {
        S3Access r2 = RealBackends.r2();
        return S3Client.builder()
                .endpointOverride(URI.create(r2.endpoint()))
                .region(Region.of("auto"))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(r2.accessKeyId(), r2.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .forcePathStyle(true)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .build();
    }
}
