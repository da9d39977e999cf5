package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.issuer.R2Question;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.SignedHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;

/** The bucket of files that nobody has accepted yet, named by {@link QuarantineKeys}. Methods throw the problem {@code storage-unavailable} where the store doesn't answer. Thread-safe. */
@Component
class Quarantine {
    static final Duration SIGNED_FOR = Duration.ofMinutes(5);

    /** What a look at a file's type takes. */
    private static final int HEAD_BYTES = 64 * 1024;

    private static final String NAME = "name";
    private static final String UPLOADER = "uploader";
    private static final String UNKNOWN = "application/octet-stream";

    private final S3Client r2;
    private final S3Presigner presigner;
    private final @Nullable String bucket;

    /** A file that waits. */
    record Waiting(String id, FileWords words, long size, Instant receivedAt, String etag) {}

    /** @param headers to be sent as they are */
    record Signed(String url, Map<String, String> headers, Instant expiresAt) {
        /** Without the URL: its holder may use it. */
        @Override
        public String toString() {
            return "Signed[" + expiresAt + "]";
        }
    }

    /** What became of the parts. */
    enum Completion {
        DONE,
        /** The store has another part of that number, or none. */
        PARTS_MISSING,
        /** The upload was completed before, or has ended. */
        NO_UPLOAD
    }

    Quarantine(@Lazy S3Client r2, @Lazy S3Presigner presigner, R2Settings settings) {
        this.r2 = r2;
        this.presigner = presigner;
        this.bucket = settings.quarantineBucket();
    }

    boolean isThere() {
        return bucket != null;
    }

    /** @return the multipart upload's id */
    String begin(String linkId, String fileId, FileWords words) {
        return R2Question.ask(() -> r2.createMultipartUpload(create -> create.bucket(bucket)
                        .key(QuarantineKeys.waiting(linkId, fileId))
                        .contentType(UNKNOWN)
                        .contentDisposition("attachment")
                        .metadata(metadata(words)))
                .uploadId());
    }

    /** A PUT of one part, of exactly so many bytes. Signing asks nobody. */
    Signed part(String linkId, String fileId, String uploadId, int number, long length) {
        PresignedUploadPartRequest signed = presigner.presignUploadPart(request -> request.signatureDuration(SIGNED_FOR)
                .uploadPartRequest(part -> part.bucket(bucket)
                        .key(QuarantineKeys.waiting(linkId, fileId))
                        .uploadId(uploadId)
                        .partNumber(number)
                        .contentLength(length)));
        return new Signed(signed.url().toString(), SignedHeaders.of(signed), signed.expiration());
    }

    /** @param etags of the parts, in their order */
    Completion complete(String linkId, String fileId, String uploadId, List<String> etags) {
        return R2Question.ask(() -> {
            try {
                r2.completeMultipartUpload(complete -> complete.bucket(bucket)
                        .key(QuarantineKeys.waiting(linkId, fileId))
                        .uploadId(uploadId)
                        .multipartUpload(upload -> upload.parts(parts(etags))));
                return Completion.DONE;
            } catch (S3Exception e) {
                String code = e.awsErrorDetails() == null
                        ? ""
                        : String.valueOf(e.awsErrorDetails().errorCode());
                return switch (code) {
                    case "InvalidPart", "InvalidPartOrder", "EntityTooSmall", "InvalidRequest" ->
                        Completion.PARTS_MISSING;
                    case "NoSuchUpload" -> Completion.NO_UPLOAD;
                    default -> throw e;
                };
            }
        });
    }

    private static List<CompletedPart> parts(List<String> etags) {
        CompletedPart[] parts = new CompletedPart[etags.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] =
                    CompletedPart.builder().partNumber(i + 1).eTag(etags.get(i)).build();
        }
        return List.of(parts);
    }

    /** Ends a multipart upload, if it is there: its parts go. */
    void abort(String linkId, String fileId, String uploadId) {
        R2Question.ifThere(() -> r2.abortMultipartUpload(abort ->
                abort.bucket(bucket).key(QuarantineKeys.waiting(linkId, fileId)).uploadId(uploadId)));
    }

    Optional<Waiting> find(String linkId, String fileId) {
        return R2Question.ifThere(
                        () -> r2.headObject(head -> head.bucket(bucket).key(QuarantineKeys.waiting(linkId, fileId))))
                .map(head -> new Waiting(
                        fileId, words(head.metadata()), head.contentLength(), head.lastModified(), head.eTag()));
    }

    void delete(String linkId, String fileId) {
        R2Question.ask(
                () -> r2.deleteObject(delete -> delete.bucket(bucket).key(QuarantineKeys.waiting(linkId, fileId))));
    }

    /** A page of ids; what each is, {@link #find} says. */
    List<String> waiting(String linkId, @Nullable String after, int most) {
        String folder = QuarantineKeys.waiting(linkId);
        ListObjectsV2Response listed = R2Question.ask(() -> r2.listObjectsV2(list -> list.bucket(bucket)
                .prefix(folder)
                .startAfter(after == null ? null : folder + after)
                .maxKeys(most)));
        return listed.contents().stream()
                .map(object -> object.key().substring(folder.length()))
                .toList();
    }

    /** What the link has received, and what of that was accepted. */
    Map<String, Reservation> stored(String linkId) {
        Map<String, Reservation> stored = new HashMap<>();
        for (S3Object object : all(QuarantineKeys.waiting(linkId))) {
            stored.put(
                    QuarantineKeys.fileId(object.key()), Reservation.there(Reservation.State.RECEIVED, object.size()));
        }
        for (S3Object object : all(QuarantineKeys.decided(linkId))) {
            if (QuarantineKeys.isAccepted(object.size())) {
                stored.put(
                        QuarantineKeys.fileId(object.key()),
                        Reservation.there(Reservation.State.ACCEPTED, QuarantineKeys.bytes(object.key())));
            }
        }
        return stored;
    }

    private List<S3Object> all(String prefix) {
        return R2Question.ask(
                () -> r2.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                        .toList());
    }

    /** The first bytes of a file; empty where it waits no more. */
    Optional<byte[]> firstBytes(String linkId, Waiting file) {
        long last = Math.min(file.size(), HEAD_BYTES) - 1;
        return R2Question.ifThere(() -> r2.getObject(
                        get -> get.bucket(bucket)
                                .key(QuarantineKeys.waiting(linkId, file.id()))
                                .ifMatch(file.etag())
                                .range("bytes=0-" + last),
                        ResponseTransformer.toBytes())
                .asByteArray());
    }

    /** For a look at a file before it is accepted: never shown by a browser, always saved. */
    Signed download(String linkId, Waiting file) {
        var signed = presigner.presignGetObject(request -> request.signatureDuration(SIGNED_FOR)
                .getObjectRequest(get -> get.bucket(bucket)
                        .key(QuarantineKeys.waiting(linkId, file.id()))
                        .responseContentType(UNKNOWN)
                        // RFC 8187 section 3.2.1.
                        .responseContentDisposition("attachment; filename*=UTF-8''"
                                + URLEncoder.encode(file.words().name(), StandardCharsets.UTF_8)
                                        .replace("+", "%20")
                                        .replace("*", "%2A"))));
        return new Signed(signed.url().toString(), Map.of(), signed.expiration());
    }

    private static Map<String, String> metadata(FileWords words) {
        Map<String, String> metadata = new HashMap<>(Map.of(NAME, HeaderText.encode(words.name())));
        if (words.uploader() != null) {
            metadata.put(UPLOADER, HeaderText.encode(words.uploader()));
        }
        return metadata;
    }

    private static FileWords words(Map<String, String> metadata) {
        String uploader = metadata.get(UPLOADER);
        return new FileWords(
                HeaderText.decode(metadata.get(NAME)), uploader == null ? null : HeaderText.decode(uploader));
    }
}
