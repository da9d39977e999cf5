package dev.edgepass.thumbnails.work;

import dev.edgepass.thumbnails.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The media bucket. Its methods throw {@link SdkException} where the store doesn't answer. Thread-safe.
 */
final class Bucket implements AutoCloseable {
    /** Of a thumbnail that was made here: the ETag of its source. */
    static final String SOURCE_ETAG = "edgepass-source-etag";

    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(120);
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client r2;
    private final String name;
    private final String prefix;

    /**
     * @param size bytes
     * @param etag with its quotes
     */
    record Entry(String key, long size, String etag) {}

    /**
     * @param next what the page after it is asked for by; null on the last
     */
    record Page(List<Entry> entries, @Nullable String next) {}

    /**
     * @param sourceEtag what {@link #SOURCE_ETAG} says; null where the object was made elsewhere
     */
    record Head(long size, String etag, @Nullable String sourceEtag) {}

    Bucket(Settings settings) {
        this.name = settings.mediaBucket();
        this.prefix = settings.prefix();
        this.r2 = S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of("auto"))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(ATTEMPT))
                .overrideConfiguration(call -> call.apiCallTimeout(CALL))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false))
                .build();
    }

    Page page(@Nullable String next) {
        ListObjectsV2Response page =
                // Names that XML can't hold would make the whole answer unreadable.
                r2.listObjectsV2(request -> request.bucket(name)
                        .prefix(prefix)
                        .continuationToken(next)
                        .encodingType(EncodingType.URL));
        return new Page(
                page.contents().stream()
                        .map(object -> new Entry(object.key(), object.size(), object.eTag()))
                        .toList(),
                page.nextContinuationToken());
    }

    Optional<Head> head(String key) {
        try {
            HeadObjectResponse head =
                    r2.headObject(request -> request.bucket(name).key(key));
            return Optional.of(
                    new Head(head.contentLength(), head.eTag(), head.metadata().get(SOURCE_ETAG)));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Writes the object to {@code file}; false where it isn't this one any more. */
    boolean fetch(Entry object, Path file) throws IOException {
        try (InputStream in =
                r2.getObject(request -> request.bucket(name).key(object.key()).ifMatch(object.etag()))) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (S3Exception e) {
            return isGone(e);
        }
    }

    /**
     * Writes the first and the last {@code bytes} of the object to their places in {@code file}, with nothing between them: a video's index is at one end or the other. False where it isn't this one
     * any more.
     */
    boolean fetchEnds(Entry object, int bytes, Path file) throws IOException {
        try (RandomAccessFile ends = new RandomAccessFile(file.toFile(), "rw")) {
            ends.setLength(object.size());
            return fetchPart(object, 0, bytes, ends) && fetchPart(object, object.size() - bytes, bytes, ends);
        }
    }

    private boolean fetchPart(Entry object, long from, int bytes, RandomAccessFile file) throws IOException {
        try (InputStream in = r2.getObject(request -> request.bucket(name)
                .key(object.key())
                .ifMatch(object.etag())
                .range("bytes=" + from + "-" + (from + bytes - 1)))) {
            file.seek(from);
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                file.write(buffer, 0, read);
            }
            return true;
        } catch (S3Exception e) {
            return isGone(e);
        }
    }

    private static boolean isGone(S3Exception e) {
        if (e.statusCode() == NOT_FOUND || e.statusCode() == PRECONDITION_FAILED) {
            return false;
        }
        throw e;
    }

    /**
     * Puts a thumbnail in the place of the one that was seen there; false where there is another by now.
     *
     * @param seen the ETag of the one that it replaces; null where there was none
     */
    boolean put(String key, Path webp, String sourceEtag, @Nullable String seen) {
        try {
            r2.putObject(
                    request -> request.bucket(name)
                            .key(key)
                            .contentType("image/webp")
                            .metadata(Map.of(SOURCE_ETAG, sourceEtag))
                            .ifNoneMatch(seen == null ? "*" : null)
                            .ifMatch(seen),
                    RequestBody.fromFile(webp));
            return true;
        } catch (S3Exception e) {
            return isGone(e);
        }
    }

    /** Deletes the object where it is still the one that was seen. R2 has no condition for that: one that is put between the two calls is lost. */
    void delete(String key, String seen) {
        if (head(key).filter(now -> now.etag().equals(seen)).isPresent()) {
            r2.deleteObject(request -> request.bucket(name).key(key));
        }
    }

    @Override
    public void close() {
        r2.close();
    }
}
