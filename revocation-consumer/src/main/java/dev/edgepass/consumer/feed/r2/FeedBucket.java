package dev.edgepass.consumer.feed.r2;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.SegmentRef;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The feed's objects. Every call is one attempt with a timeout: the publisher decides what follows a failure, since a silent second attempt of a conditional
 * write looks like another publisher's. Thread-safe.
 */
public final class FeedBucket implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    /** One of 1,000,000 entries is 16 MB. */
    private static final Duration SEGMENT_TIMEOUT = Duration.ofSeconds(30);

    private final S3Client s3;
    private final String bucket;
    private final Duration headTimeout;
    private final Consumer<Instant> serverDates;

    /**
     * @param serverDates hears the {@code Date} of R2's answers to heads, which has whole seconds
     */
    public FeedBucket(R2Properties r2, Consumer<Instant> serverDates) {
        this.bucket = r2.feedBucket();
        this.headTimeout = r2.timeout();
        this.serverDates = serverDates;
        this.s3 = S3Client.builder()
                .endpointOverride(r2.endpoint())
                .region(Region.of("auto"))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(r2.accessKeyId(), r2.secretAccessKey())))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(r2.timeout())
                        .socketTimeout(r2.timeout())
                        .build())
                .overrideConfiguration(override ->
                        override.apiCallTimeout(r2.timeout()).retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /**
     * The head, or empty where there is none.
     *
     * @throws R2Unavailable where R2 doesn't say
     */
    public Optional<StoredHead> readHead() {
        Optional<ResponseBytes<GetObjectResponse>> answer = read(FeedHead.OBJECT_KEY, headTimeout);
        answer.ifPresent(bytes -> tellDate(bytes.response()));
        return answer.map(bytes -> new StoredHead(
                new String(bytes.asByteArray(), StandardCharsets.US_ASCII),
                bytes.response().eTag()));
    }

    /**
     * Writes the head where the object has the ETag {@code ifMatch}, or where there is none if that is empty.
     *
     * @return the new ETag, or empty where the condition didn't hold
     * @throws R2Unavailable where nobody knows whether it was written
     */
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
            if (e.statusCode() == PRECONDITION_FAILED || ifMatch.isPresent() && e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw unavailable("write of " + FeedHead.OBJECT_KEY, e);
        } catch (SdkException e) {
            throw unavailable("write of " + FeedHead.OBJECT_KEY, e);
        }
    }

    /**
     * A segment's bytes, or empty where R2 has none. The hash isn't checked.
     *
     * @throws R2Unavailable where R2 doesn't say
     */
    public Optional<byte[]> readSegment(SegmentRef segment) {
        return read(segment.objectKey(), SEGMENT_TIMEOUT).map(ResponseBytes::asByteArray);
    }

    /**
     * Stores an immutable segment; one that is there already is the same one.
     *
     * @throws R2Unavailable where it may not be there
     */
    public void storeSegment(SegmentRef segment, byte[] bytes) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(segment.objectKey())
                .contentType("application/octet-stream")
                .cacheControl("public, max-age=31536000, immutable")
                .ifNoneMatch("*")
                .overrideConfiguration(override -> override.apiCallTimeout(SEGMENT_TIMEOUT))
                .build();
        try {
            s3.putObject(put, RequestBody.fromBytes(bytes));
        } catch (AwsServiceException e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw unavailable("write of " + segment.objectKey(), e);
            }
        } catch (SdkException e) {
            throw unavailable("write of " + segment.objectKey(), e);
        }
    }

    private Optional<ResponseBytes<GetObjectResponse>> read(String key, Duration timeout) {
        try {
            return Optional.of(s3.getObjectAsBytes(GetObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .overrideConfiguration(override -> override.apiCallTimeout(timeout))
                    .build()));
        } catch (AwsServiceException e) {
            if (e.statusCode() == NOT_FOUND && !(e instanceof NoSuchBucketException)) {
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
