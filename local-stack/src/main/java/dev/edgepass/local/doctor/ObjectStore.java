package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.media.R2;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Attempts at a store with one credential. Not thread-safe. */
final class ObjectStore implements AutoCloseable {
    private static final String CONTENT = "edgepass doctor looks whether it can write; delete this if you find it\n";
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    private final S3Access access;
    private final S3Client client;

    ObjectStore(S3Access access) {
        this.access = access;
        this.client = R2.client(access);
    }

    S3Access access() {
        return access;
    }

    /** Writes an object unless one is there. */
    Outcome create(String bucket, String key) {
        return attempt(() -> client.putObject(
                request -> request.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(CONTENT)));
    }

    Outcome read(String bucket, String key) {
        return attempt(
                () -> client.getObjectAsBytes(request -> request.bucket(bucket).key(key)));
    }

    Outcome delete(String bucket, String key) {
        return attempt(
                () -> client.deleteObject(request -> request.bucket(bucket).key(key)));
    }

    /** The object's text; empty where there is none. */
    Optional<String> text(String bucket, String key) {
        try {
            return Optional.of(
                    client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asString(StandardCharsets.US_ASCII));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new NotSeen("The store at " + access.endpoint() + " refuses to be read (" + e.statusCode() + ").", e);
        } catch (SdkException e) {
            throw new NotSeen("The store at " + access.endpoint() + " doesn't answer.", e);
        }
    }

    /** The status that a reader without any credential gets; empty where there is no answer. */
    OptionalInt anonymousStatus(Http http, String bucket, String key) {
        try {
            URI object = URI.create(access.endpoint() + "/" + bucket + "/" + key);
            return OptionalInt.of(http.get(object, Map.of()).statusCode());
        } catch (RunFailure e) {
            return OptionalInt.empty();
        }
    }

    private static Outcome attempt(Runnable call) {
        try {
            call.run();
            return Outcome.DONE;
        } catch (S3Exception e) {
            if (REFUSED.contains(e.statusCode())) {
                return Outcome.REFUSED;
            }
            if (e.statusCode() == PRECONDITION_FAILED) {
                return Outcome.PRECONDITION_FAILED;
            }
            if (e.statusCode() != NOT_FOUND) {
                return Outcome.FAILED;
            }
            return "NoSuchBucket"
                            .equals(
                                    e.awsErrorDetails() == null
                                            ? ""
                                            : e.awsErrorDetails().errorCode())
                    ? Outcome.NO_BUCKET
                    : Outcome.NO_OBJECT;
        } catch (SdkException e) {
            return Outcome.FAILED;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
