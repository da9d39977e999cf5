package dev.edgepass.consumer.feed.r2;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket in R2. */
public final class R2Objects implements ObjectStore, AutoCloseable {
    /** Of the largest object, 16 MiB, on a slow line: nothing waits for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int MOST_PAGES = 10;
    private static final int SERVER_ERROR = 500;

    private final S3Client s3;
    private final String bucket;

    public R2Objects(R2Properties r2, String bucket, MeterRegistry meters) {
        this.s3 = R2Client.of(r2, meters);
        this.bucket = bucket;
    }

    @Override
    public Optional<StoredObject> read(String key, int limit) {
        GetObjectRequest get = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT))
                .build();
        try {
            return Optional.of(s3.getObject(get, (response, body) -> {
                byte[] bytes = body.readNBytes(limit);
                if (bytes.length == limit) {
                    body.abort();
                }
                return new StoredObject(bytes, response.eTag(), response.lastModified());
            }));
        } catch (AwsServiceException e) {
            if (e.statusCode() == R2Client.NOT_FOUND && !(e instanceof NoSuchBucketException)) {
                return Optional.empty();
            }
            throw unavailable("read of " + key, e);
        } catch (SdkException e) {
            throw unavailable("read of " + key, e);
        }
    }

    @Override
    public Optional<String> put(String key, byte[] bytes, String contentType, @Nullable String ifMatch) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(contentType)
                .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT));
        if (ifMatch == null) {
            put.ifNoneMatch("*");
        } else {
            put.ifMatch(ifMatch);
        }
        try {
            return Optional.of(
                    s3.putObject(put.build(), RequestBody.fromBytes(bytes)).eTag());
        } catch (AwsServiceException e) {
            boolean isGone =
                    e.statusCode() == R2Client.NOT_FOUND && ifMatch != null && !(e instanceof NoSuchBucketException);
            if (e.statusCode() == R2Client.PRECONDITION_FAILED || isGone || isRefusedAsThere(e, key, ifMatch)) {
                return Optional.empty();
            }
            throw unavailable("write of " + key, e);
        } catch (SdkException e) {
            throw unavailable("write of " + key, e);
        }
    }

    /** Where a bucket lock refuses the write before the condition is looked at. */
    private boolean isRefusedAsThere(AwsServiceException e, String key, @Nullable String ifMatch) {
        return ifMatch == null
                && e.statusCode() < SERVER_ERROR
                && !(e instanceof NoSuchBucketException)
                && read(key, 1).isPresent();
    }

    @Override
    public List<String> list(String prefix) {
        List<String> keys = new ArrayList<>();
        String next = null;
        try {
            for (int page = 0; page < MOST_PAGES; page++) {
                String continuation = next;
                ListObjectsV2Response answer = s3.listObjectsV2(
                        list -> list.bucket(bucket).prefix(prefix).continuationToken(continuation));
                answer.contents().stream().map(S3Object::key).forEach(keys::add);
                next = answer.nextContinuationToken();
                if (!Boolean.TRUE.equals(answer.isTruncated()) || next == null) {
                    break;
                }
            }
            return keys;
        } catch (SdkException e) {
            throw unavailable("list of " + prefix, e);
        }
    }

    @Override
    public void delete(List<String> keys) {
        Delete objects = Delete.builder()
                .objects(keys.stream()
                        .map(key -> ObjectIdentifier.builder().key(key).build())
                        .toList())
                .quiet(true)
                .build();
        try {
            DeleteObjectsResponse answer =
                    s3.deleteObjects(request -> request.bucket(bucket).delete(objects));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                throw new R2Unavailable("R2, delete in bucket " + bucket + ": "
                        + answer.errors().get(0).code());
            }
        } catch (SdkException e) {
            throw unavailable("delete", e);
        }
    }

    private R2Unavailable unavailable(String what, SdkException e) {
        return new R2Unavailable("R2, " + what + " in bucket " + bucket + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        s3.close();
    }
}
