package dev.edgepass.consumer.feed.r2;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.consumer.feed.core.UnnamedSegments;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The feed's objects. Every call is one attempt with a timeout: the publisher decides what follows a failure, since a silent second attempt of a conditional
 * write looks like another publisher's. Thread-safe.
 */
public final class FeedBucket implements FeedStore, AutoCloseable {
    private static final Duration SEGMENT_TIMEOUT = Duration.ofSeconds(30);
    private static final int BYTES_PER_MILLI = 125;
    /** Beside the head: which segments no head names. */
    private static final String UNNAMED_KEY = "unnamed-segments";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String BINARY = "application/octet-stream";

    private final S3Client s3;
    private final String bucket;
    private final Duration headTimeout;
    private final Consumer<Instant> serverDates;

    /**
     * @param serverDates takes the {@code Date} of R2's answers to heads (RFC 9110, section 6.6.1), in whole seconds
     */
    public FeedBucket(R2Properties r2, Consumer<Instant> serverDates, MeterRegistry meters) {
        this.bucket = r2.feedBucket();
        this.headTimeout = r2.timeout();
        this.serverDates = serverDates;
        this.s3 = R2Client.of(r2, meters);
    }

    @Override
    public Optional<StoredHead> readHead() {
        Optional<ResponseBytes<GetObjectResponse>> answer =
                read(FeedHead.OBJECT_KEY, headTimeout, ResponseTransformer.toBytes());
        answer.ifPresent(bytes -> tellDate(bytes.response()));
        return answer.map(bytes -> new StoredHead(
                new String(bytes.asByteArray(), StandardCharsets.US_ASCII),
                bytes.response().eTag(),
                bytes.response().lastModified().toEpochMilli()));
    }

    @Override
    public Optional<String> writeHead(String compact, Optional<String> ifMatch) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(FeedHead.OBJECT_KEY)
                .contentType("application/jose")
                .cacheControl("no-store");
        ifMatch.ifPresentOrElse(put::ifMatch, () -> put.ifNoneMatch("*"));
        try {
            PutObjectResponse answer =
                    s3.putObject(put.build(), RequestBody.fromBytes(compact.getBytes(StandardCharsets.US_ASCII)));
            tellDate(answer);
            return Optional.of(answer.eTag());
        } catch (AwsServiceException e) {
            // R2 answers 404 for If-Match on an object that is gone.
            if (e.statusCode() == R2Client.PRECONDITION_FAILED
                    || ifMatch.isPresent() && e.statusCode() == R2Client.NOT_FOUND) {
                return Optional.empty();
            }
            throw unavailable("write of " + FeedHead.OBJECT_KEY, e);
        } catch (SdkException e) {
            throw unavailable("write of " + FeedHead.OBJECT_KEY, e);
        }
    }

    @Override
    public Optional<Segment> readSegment(SegmentRef segment) {
        AtomicReference<@Nullable MalformedException> damaged = new AtomicReference<>();
        Optional<Segment> read = read(segment.objectKey(), transfer(segment), (response, body) -> {
            try {
                return SegmentStreams.read(body, segment);
            } catch (MalformedException e) {
                damaged.set(e);
                return Segment.EMPTY;
            }
        });
        MalformedException cause = damaged.get();
        if (cause != null) {
            throw cause;
        }
        return read;
    }

    /**
     * Stores an immutable segment, whether one is there or not: its name is the hash of its bytes, so a damaged object is whole again.
     *
     * @throws R2Unavailable where it may not be there
     */
    public void storeSegment(SegmentRef ref, Segment segment) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(ref.objectKey())
                .contentType(BINARY)
                .cacheControl("public, max-age=31536000, immutable")
                .overrideConfiguration(override -> override.apiCallTimeout(transfer(ref)))
                .build();
        try {
            s3.putObject(
                    put, RequestBody.fromContentProvider(() -> new SegmentStreams.Source(segment), ref.size(), BINARY));
        } catch (SdkException e) {
            throw unavailable("write of " + ref.objectKey(), e);
        }
    }

    /**
     * The segments that are stored, in the order of their hashes.
     *
     * @param isWhole whether there are no more than these
     */
    public record Listing(List<UnnamedSegments.Stored> segments, boolean isWhole) {}

    /**
     * Lists the stored segments, a thousand to a page.
     *
     * @throws R2Unavailable where R2 doesn't say
     */
    public Listing listSegments(int mostPages) {
        List<UnnamedSegments.Stored> segments = new ArrayList<>();
        String next = null;
        for (int page = 0; page < mostPages; page++) {
            ListObjectsV2Response answer = list(next);
            for (S3Object object : answer.contents()) {
                String hash = object.key().substring(SegmentRef.FOLDER.length());
                if (HASH.matcher(hash).matches()) {
                    segments.add(new UnnamedSegments.Stored(
                            hash, object.lastModified().toEpochMilli()));
                }
            }
            next = answer.nextContinuationToken();
            if (!Boolean.TRUE.equals(answer.isTruncated()) || next == null) {
                return new Listing(segments, true);
            }
        }
        return new Listing(segments, false);
    }

    private ListObjectsV2Response list(@Nullable String continuation) {
        try {
            return s3.listObjectsV2(
                    list -> list.bucket(bucket).prefix(SegmentRef.FOLDER).continuationToken(continuation));
        } catch (SdkException e) {
            throw unavailable("list of " + SegmentRef.FOLDER, e);
        }
    }

    /**
     * Deletes segments; one that isn't there is no error.
     *
     * @param hashes 1,000 at most
     * @throws R2Unavailable where some may still be there
     */
    public void deleteSegments(List<String> hashes) {
        List<ObjectIdentifier> objects = hashes.stream()
                .map(hash ->
                        ObjectIdentifier.builder().key(SegmentRef.FOLDER + hash).build())
                .toList();
        try {
            DeleteObjectsResponse answer = s3.deleteObjects(request -> request.bucket(bucket)
                    .delete(delete -> delete.objects(objects).quiet(true)));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                throw new R2Unavailable("R2, delete of segments in bucket " + bucket + ": "
                        + answer.errors().get(0).code());
            }
        } catch (SdkException e) {
            throw unavailable("delete of segments", e);
        }
    }

    /**
     * The last sweep's finding.
     *
     * @param writtenAt by R2's clock; the epoch where there was none
     */
    public record Unnamed(UnnamedSegments segments, Instant writtenAt) {}

    /**
     * The last {@link #writeUnnamed}. One that can't be read counts as none: the grace of the segments in it begins anew.
     *
     * @throws R2Unavailable where R2 doesn't say
     */
    public Unnamed readUnnamed() {
        return read(UNNAMED_KEY, headTimeout, ResponseTransformer.toBytes())
                .map(found -> new Unnamed(
                        UnnamedJson.read(found.asByteArray()), found.response().lastModified()))
                .orElse(new Unnamed(UnnamedSegments.NONE, Instant.EPOCH));
    }

    /**
     * @throws R2Unavailable where it may not be written
     */
    public void writeUnnamed(UnnamedSegments segments) {
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(UNNAMED_KEY).contentType("application/json"),
                    RequestBody.fromBytes(UnnamedJson.write(segments)));
        } catch (SdkException e) {
            throw unavailable("write of " + UNNAMED_KEY, e);
        }
    }

    /** A home's uplink may have no more than a megabit a second. */
    private static Duration transfer(SegmentRef segment) {
        return SEGMENT_TIMEOUT.plusMillis(segment.size() / BYTES_PER_MILLI);
    }

    private <T> Optional<T> read(String key, Duration timeout, ResponseTransformer<GetObjectResponse, T> transformer) {
        try {
            return Optional.of(s3.getObject(
                    GetObjectRequest.builder()
                            .bucket(bucket)
                            .key(key)
                            .overrideConfiguration(override -> override.apiCallTimeout(timeout))
                            .build(),
                    transformer));
        } catch (AwsServiceException e) {
            if (e.statusCode() == R2Client.NOT_FOUND && !(e instanceof NoSuchBucketException)) {
                return Optional.empty();
            }
            throw unavailable("read of " + key, e);
        } catch (SdkException e) {
            throw unavailable("read of " + key, e);
        }
    }

    private R2Unavailable unavailable(String what, SdkException e) {
        return new R2Unavailable("R2, " + what + " in bucket " + bucket + ": " + e.getMessage(), e);
    }

    private void tellDate(SdkResponse answer) {
        answer.sdkHttpResponse().firstMatchingHeader("Date").ifPresent(date -> {
            try {
                serverDates.accept(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException e) {
                // A date that can't be read tells nothing about our clock.
            }
        });
    }

    @Override
    public void close() {
        s3.close();
    }
}
