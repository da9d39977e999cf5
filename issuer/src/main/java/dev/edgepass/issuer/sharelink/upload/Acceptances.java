package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.issuer.R2Question;
import dev.edgepass.issuer.R2Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The steps from the quarantine to the media and back, each of which may be the last one that an instance takes: they are noted in the quarantine, so that a repetition goes on there. Methods throw the problem {@code storage-unavailable}
 * where the store doesn't answer. Thread-safe.
 */
@Component
class Acceptances {
    private static final int PRECONDITION_FAILED = 412;

    /** Of a note: the key among the media. */
    private static final String KEY = "key";

    /** Of a copy among the media: the file's id. */
    private static final String FILE = "upload";

    private final S3Client r2;
    private final S3Client copies;
    private final Quarantine quarantine;
    private final String media;
    private final @Nullable String bucket;

    /** A file that was accepted. */
    record Accepted(String key, long size) {}

    Acceptances(
            @Lazy S3Client r2,
            @Lazy @Qualifier("r2Copies") S3Client copies,
            Quarantine quarantine,
            R2Settings settings) {
        this.r2 = r2;
        this.copies = copies;
        this.quarantine = quarantine;
        this.media = settings.mediaBucket();
        this.bucket = settings.quarantineBucket();
    }

    /**
     * Copies a file that waits to the media, within the store. A copy that was made before counts as made.
     *
     * @return whether it is there; false where another object has the key, and isn't to be replaced; empty where the file waits no more
     */
    Optional<Boolean> copy(String linkId, Quarantine.Waiting file, String key, String contentType, boolean overwrite) {
        if (!overwrite) {
            Optional<Boolean> there = isCopy(file.id(), key);
            if (there.isPresent()) {
                return there;
            }
        }
        return R2Question.ifThere(() -> {
            try {
                copies.copyObject(copy -> copy.sourceBucket(bucket)
                        .sourceKey(QuarantineKeys.waiting(linkId, file.id()))
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
        R2Question.ask(() -> r2.putObject(
                put -> put.bucket(bucket)
                        .key(QuarantineKeys.accepting(linkId, fileId))
                        .metadata(Map.of(KEY, HeaderText.encode(key))),
                RequestBody.empty()));
    }

    /** The key under which a copy was begun, and may be there or come; empty where there is none, or another object has the key. */
    Optional<String> intended(String linkId, String fileId) {
        return noted(QuarantineKeys.accepting(linkId, fileId))
                .filter(key -> isCopy(fileId, key).orElse(true));
    }

    boolean isIntended(String linkId, String fileId) {
        return noted(QuarantineKeys.accepting(linkId, fileId)).isPresent();
    }

    private Optional<String> noted(String note) {
        return head(bucket, note).map(head -> HeaderText.decode(head.metadata().get(KEY)));
    }

    /** Deletes an object of the media, if it is the copy of this file. */
    void deleteCopy(String fileId, String key) {
        if (isCopy(fileId, key).orElse(false)) {
            R2Question.ask(() -> r2.deleteObject(delete -> delete.bucket(media).key(key)));
        }
    }

    /** Deletes a file that waits, and what an acceptance that was cut off has made. May be repeated. */
    void reject(String linkId, Quarantine.Waiting file) {
        R2Question.ask(() -> r2.deleteObject(
                delete -> delete.bucket(bucket).key(QuarantineKeys.accepted(linkId, file.id(), file.size()))));
        deleteIntended(linkId, file.id());
        quarantine.delete(linkId, file.id());
        // An acceptance at the same moment may have begun since. One that begins from now on finds no file.
        deleteIntended(linkId, file.id());
    }

    private void deleteIntended(String linkId, String fileId) {
        noted(QuarantineKeys.accepting(linkId, fileId)).ifPresent(key -> {
            deleteCopy(fileId, key);
            R2Question.ask(() ->
                    r2.deleteObject(delete -> delete.bucket(bucket).key(QuarantineKeys.accepting(linkId, fileId))));
            // An acceptance that copies now misses its note afterwards; one that has seen it has copied.
            deleteCopy(fileId, key);
        });
    }

    /** From now on the file is an accepted one, and waits no more. */
    void accept(String linkId, Quarantine.Waiting file, String key) {
        R2Question.ask(() -> r2.putObject(
                put -> put.bucket(bucket)
                        .key(QuarantineKeys.accepted(linkId, file.id(), file.size()))
                        .metadata(Map.of(KEY, HeaderText.encode(key))),
                RequestBody.empty()));
        quarantine.delete(linkId, file.id());
    }

    /** Under which key a file was accepted. */
    Optional<Accepted> accepted(String linkId, String fileId) {
        String prefix = QuarantineKeys.accepted(linkId, fileId);
        List<S3Object> found = R2Question.ask(() -> r2.listObjectsV2(
                        list -> list.bucket(bucket).prefix(prefix).maxKeys(1))
                .contents());
        return found.stream()
                .findFirst()
                .flatMap(object ->
                        noted(object.key()).map(key -> new Accepted(key, QuarantineKeys.bytes(object.key()))));
    }

    private Optional<HeadObjectResponse> head(@Nullable String of, String key) {
        return R2Question.ifThere(() -> r2.headObject(head -> head.bucket(of).key(key)));
    }
}
