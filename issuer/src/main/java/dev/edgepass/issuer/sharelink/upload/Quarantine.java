package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedUploadPartRequest;

/**
 * The bucket of files that nobody has accepted yet: {@code waiting/LINK/FILE}. Beside them, an empty object {@code accepted/LINK/FILE.BYTES} for each that was: so two listings say what
 * room a link's files take. Another one, {@code accepting/LINK/FILE}, says under which key a copy was begun. Methods throw the problem {@code storage-unavailable} where the store doesn't answer. Thread-safe.
 */
@Component
class Quarantine {
    static final Duration SIGNED_FOR = Duration.ofMinutes(5);

    /** What a look at a file's type takes. */
    private static final int HEAD_BYTES = 64 * 1024;

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final String WAITING = "waiting/";
    private static final String ACCEPTED = "accepted/";
    private static final String ACCEPTING = "accepting/";
    private static final String NAME = "name";
    private static final String UPLOADER = "uploader";
    private static final String KEY = "key";
    private static final String FILE = "upload";
    private static final String UNKNOWN = "application/octet-stream";

    private final S3Client r2;
    private final S3Client copies;
    private final S3Presigner presigner;
    private final String media;
    private final @Nullable String bucket;

    /** A file that waits. */
    record Waiting(String id, FileWords words, long size, Instant receivedAt, String etag) {}

    /** A file that was accepted. */
    record Accepted(String key, long size) {}

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

    Quarantine(
            @Lazy S3Client r2,
            @Lazy @Qualifier("r2Copies") S3Client copies,
            @Lazy S3Presigner presigner,
            R2Settings settings) {
        this.r2 = r2;
        this.copies = copies;
        this.presigner = presigner;
        this.media = settings.mediaBucket();
        this.bucket = settings.quarantineBucket();
    }

    boolean isThere() {
        return bucket != null;
    }

    /** @return the multipart upload's id */
    String begin(String linkId, String fileId, FileWords words) {
        return asked(() -> r2.createMultipartUpload(create -> create.bucket(bucket)
                        .key(waiting(linkId, fileId))
                        .contentType(UNKNOWN)
                        .contentDisposition("attachment")
                        .metadata(metadata(words)))
                .uploadId());
    }

    /** A PUT of one part, of exactly so many bytes. Signing asks nobody. */
    Signed part(String linkId, String fileId, String uploadId, int number, long length) {
        PresignedUploadPartRequest signed = presigner.presignUploadPart(request -> request.signatureDuration(SIGNED_FOR)
                .uploadPartRequest(part -> part.bucket(bucket)
                        .key(waiting(linkId, fileId))
                        .uploadId(uploadId)
                        .partNumber(number)
                        .contentLength(length)));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        // The URL says it.
        headers.remove("host");
        return new Signed(signed.url().toString(), headers, signed.expiration());
    }

    /** @param etags of the parts, in their order */
    Completion complete(String linkId, String fileId, String uploadId, List<String> etags) {
        return asked(() -> {
            try {
                r2.completeMultipartUpload(complete -> complete.bucket(bucket)
                        .key(waiting(linkId, fileId))
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
        asked(() -> {
            try {
                return r2.abortMultipartUpload(abort ->
                        abort.bucket(bucket).key(waiting(linkId, fileId)).uploadId(uploadId));
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    return null;
                }
                throw e;
            }
        });
    }

    Optional<Waiting> find(String linkId, String fileId) {
        return head(bucket, waiting(linkId, fileId))
                .map(head -> new Waiting(
                        fileId, words(head.metadata()), head.contentLength(), head.lastModified(), head.eTag()));
    }

    void delete(String linkId, String fileId) {
        asked(() -> r2.deleteObject(delete -> delete.bucket(bucket).key(waiting(linkId, fileId))));
    }

    /** A page of ids; what each is, {@link #find} says. */
    List<String> waiting(String linkId, @Nullable String after, int most) {
        String folder = WAITING + linkId + "/";
        ListObjectsV2Response listed = asked(() -> r2.listObjectsV2(list -> list.bucket(bucket)
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
        for (S3Object object : all(WAITING + linkId + "/")) {
            stored.put(lastSegment(object.key()), Reservation.there(Reservation.State.RECEIVED, object.size()));
        }
        for (S3Object object : all(ACCEPTED + linkId + "/")) {
            String name = lastSegment(object.key());
            // One that waits still, between the last two steps of an acceptance, may be rejected yet.
            stored.putIfAbsent(
                    name.substring(0, name.indexOf('.')), Reservation.there(Reservation.State.ACCEPTED, size(name)));
        }
        return stored;
    }

    private List<S3Object> all(String prefix) {
        return asked(() -> r2.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                .toList());
    }

    private static long size(String accepted) {
        return Long.parseLong(accepted.substring(accepted.lastIndexOf('.') + 1));
    }

    private static String lastSegment(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** The first bytes of a file; empty where it waits no more. */
    Optional<byte[]> firstBytes(String linkId, Waiting file) {
        long last = Math.min(file.size(), HEAD_BYTES) - 1;
        return ifThere(() -> r2.getObject(
                        get -> get.bucket(bucket)
                                .key(waiting(linkId, file.id()))
                                .ifMatch(file.etag())
                                .range("bytes=0-" + last),
                        ResponseTransformer.toBytes())
                .asByteArray());
    }

    /**
     * Copies a file that waits to the media, within the store. A copy that was made before counts as made.
     *
     * @return whether it is there; false where another object has the key, and isn't to be replaced; empty where the file waits no more
     */
    Optional<Boolean> copy(String linkId, Waiting file, String key, String contentType, boolean overwrite) {
        if (!overwrite) {
            Optional<Boolean> there = isCopy(file.id(), key);
            if (there.isPresent()) {
                return there;
            }
        }
        return ifThere(() -> {
            try {
                copies.copyObject(copy -> copy.sourceBucket(bucket)
                        .sourceKey(waiting(linkId, file.id()))
                        .copySourceIfMatch(file.etag())
                        .destinationBucket(media)
                        .destinationKey(key)
                        .metadataDirective(MetadataDirective.REPLACE)
                        .metadata(Map.of(FILE, file.id()))
                        .contentType(contentType)
                        .overrideConfiguration(call -> {
                            if (!overwrite) {
                                // R2's own; other stores ignore it, and the look above is all there is.
                                call.putHeader("cf-copy-destination-if-none-match", "*");
                            }
                        }));
                return true;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED && !overwrite) {
                    // Also to an own copy that was made meanwhile. Where there is no object, the file that waits was
                    // replaced.
                    return isCopy(file.id(), key).orElseThrow(() -> e);
                }
                throw e;
            }
        });
    }

    /** Whether the object of a key is the copy of this file; empty where there is none. */
    private Optional<Boolean> isCopy(String fileId, String key) {
        return head(media, key).map(object -> fileId.equals(object.metadata().get(FILE)));
    }

    /** Notes the key of a copy before it is made, so that it is known wherever the acceptance is cut off. It stays until the file is rejected. */
    void intend(String linkId, String fileId, String key) {
        asked(() -> r2.putObject(
                put -> put.bucket(bucket).key(accepting(linkId, fileId)).metadata(Map.of(KEY, encode(key))),
                RequestBody.empty()));
    }

    /** The key under which a copy was begun, and may be there or come; empty where there is none, or another object has the key. */
    Optional<String> intended(String linkId, String fileId) {
        return noted(accepting(linkId, fileId))
                .filter(key -> isCopy(fileId, key).orElse(true));
    }

    boolean isIntended(String linkId, String fileId) {
        return noted(accepting(linkId, fileId)).isPresent();
    }

    private Optional<String> noted(String note) {
        return head(bucket, note).map(head -> decode(head.metadata().get(KEY)));
    }

    /** Deletes an object of the media, if it is the copy of this file. */
    void deleteCopy(String fileId, String key) {
        if (isCopy(fileId, key).orElse(false)) {
            asked(() -> r2.deleteObject(delete -> delete.bucket(media).key(key)));
        }
    }

    /** Deletes a file that waits, and what an acceptance that was cut off has made. May be repeated. */
    void reject(String linkId, Waiting file) {
        asked(() -> r2.deleteObject(delete -> delete.bucket(bucket).key(accepted(linkId, file))));
        deleteIntended(linkId, file.id());
        delete(linkId, file.id());
        // An acceptance at the same moment may have begun since. One that begins from now on finds no file.
        deleteIntended(linkId, file.id());
    }

    private void deleteIntended(String linkId, String fileId) {
        noted(accepting(linkId, fileId)).ifPresent(key -> {
            deleteCopy(fileId, key);
            asked(() -> r2.deleteObject(delete -> delete.bucket(bucket).key(accepting(linkId, fileId))));
            // An acceptance that copies now misses its note afterwards; one that has seen it has copied.
            deleteCopy(fileId, key);
        });
    }

    /** From now on the file is an accepted one, and waits no more. */
    void accept(String linkId, Waiting file, String key) {
        asked(() -> r2.putObject(
                put -> put.bucket(bucket).key(accepted(linkId, file)).metadata(Map.of(KEY, encode(key))),
                RequestBody.empty()));
        delete(linkId, file.id());
    }

    /** Under which key a file was accepted. */
    Optional<Accepted> accepted(String linkId, String fileId) {
        String prefix = ACCEPTED + linkId + "/" + fileId + ".";
        List<S3Object> found = asked(() -> r2.listObjectsV2(
                        list -> list.bucket(bucket).prefix(prefix).maxKeys(1))
                .contents());
        return found.stream()
                .findFirst()
                .flatMap(object -> noted(object.key()).map(key -> new Accepted(key, size(object.key()))));
    }

    /** For a look at a file before it is accepted: never shown by a browser, always saved. */
    Signed download(String linkId, Waiting file) {
        var signed = presigner.presignGetObject(request -> request.signatureDuration(SIGNED_FOR)
                .getObjectRequest(get -> get.bucket(bucket)
                        .key(waiting(linkId, file.id()))
                        .responseContentType(UNKNOWN)
                        .responseContentDisposition("attachment; filename*=UTF-8''"
                                + percentEncoded(file.words().name()))));
        return new Signed(signed.url().toString(), Map.of(), signed.expiration());
    }

    private Optional<HeadObjectResponse> head(@Nullable String of, String key) {
        return ifThere(() -> r2.headObject(head -> head.bucket(of).key(key)));
    }

    /** Empty where there is no such object. */
    private static <T> Optional<T> ifThere(Supplier<T> question) {
        return asked(() -> {
            try {
                return Optional.of(question.get());
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static <T extends @Nullable Object> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw new ProblemException(
                    ProblemType.STORAGE_UNAVAILABLE.detail("R2 can't be asked for the moment. Try again shortly."), e);
        }
    }

    private static String accepted(String linkId, Waiting file) {
        return ACCEPTED + linkId + "/" + file.id() + "." + file.size();
    }

    private static String accepting(String linkId, String fileId) {
        return ACCEPTING + linkId + "/" + fileId;
    }

    private static String waiting(String linkId, String fileId) {
        return WAITING + linkId + "/" + fileId;
    }

    private static Map<String, String> metadata(FileWords words) {
        Map<String, String> metadata = new HashMap<>(Map.of(NAME, encode(words.name())));
        if (words.uploader() != null) {
            metadata.put(UPLOADER, encode(words.uploader()));
        }
        return metadata;
    }

    private static FileWords words(Map<String, String> metadata) {
        String uploader = metadata.get(UPLOADER);
        return new FileWords(decode(metadata.get(NAME)), uploader == null ? null : decode(uploader));
    }

    /** Headers hold ASCII. */
    private static String encode(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where nobody but this service could have written it, and didn't. */
    private static String decode(@Nullable String text) {
        try {
            return text == null ? "" : new String(Base64Url.decode(text), StandardCharsets.UTF_8);
        } catch (MalformedException e) {
            return "";
        }
    }

    /** RFC 8187. */
    private static String percentEncoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            if (character < 0x80 && Character.isLetterOrDigit(character)) {
                encoded.append(character);
            } else {
                encoded.append(String.format("%%%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
