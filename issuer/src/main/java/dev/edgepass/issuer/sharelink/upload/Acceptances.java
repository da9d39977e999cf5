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

    /** @param key under which the file is accepted; null where it is rejected */
    record Decision(@Nullable String key) {
        static final Decision REJECTED = new Decision(null);
    }

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
     * Copies a file that waits to the media, within the store. A copy that was made before counts as made. The key is noted before a copy is begun, so that it is known wherever the acceptance is cut off; a
     * copy that is refused leaves no note, since nothing is there to go on with.
     *
     * @return whether it is there; false where another object has the key, and isn't to be replaced; empty where the file waits no more
     */
    Optional<Boolean> copy(String linkId, Quarantine.Waiting file, String key, String contentType, boolean overwrite) {
        Optional<Boolean> copied = overwrite ? Optional.empty() : isCopy(file.id(), key);
        if (copied.isEmpty()) {
            intend(linkId, file.id(), key);
            copied = copyNow(linkId, file, key, contentType, overwrite);
        }
        if (!copied.orElse(true)) {
            forget(linkId, file.id());
        }
        return copied;
    }

    private Optional<Boolean> copyNow(
            String linkId, Quarantine.Waiting file, String key, String contentType, boolean overwrite) {
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

    /** Notes a key, as {@link #copy} does. */
    void intend(String linkId, String fileId, String key) {
        R2Question.ask(() -> r2.putObject(
                put -> put.bucket(bucket)
                        .key(QuarantineKeys.accepting(linkId, fileId))
                        .metadata(Map.of(KEY, HeaderText.encode(key))),
                RequestBody.empty()));
    }

    private void forget(String linkId, String fileId) {
        R2Question.ask(
                () -> r2.deleteObject(delete -> delete.bucket(bucket).key(QuarantineKeys.accepting(linkId, fileId))));
    }

    /** The key under which a copy was begun, and may be there or come; empty where there is none, or another object has the key. */
    Optional<String> intended(String linkId, String fileId) {
        return noted(QuarantineKeys.accepting(linkId, fileId))
                .filter(key -> isCopy(fileId, key).orElse(true));
    }

    private Optional<String> noted(String note) {
        return head(bucket, note).flatMap(Acceptances::key);
    }

    private static Optional<String> key(HeadObjectResponse note) {
        return Optional.ofNullable(note.metadata().get(KEY)).map(HeaderText::decode);
    }

    /** What was decided about a file that waits; empty where nothing was. */
    Optional<Decision> decision(String linkId, Quarantine.Waiting file) {
        return head(bucket, QuarantineKeys.decided(linkId, file.id(), file.size()))
                .map(note -> new Decision(key(note).orElse(null)));
    }

    /**
     * Decides about a file that waits, for good: of an acceptance and a rejection at the same moment the store takes the first one. So nothing undoes a decision, and what is left to do of it may be repeated.
     *
     * @return the decision that holds: this one or an earlier one
     */
    Decision decide(String linkId, Quarantine.Waiting file, Decision decision) {
        String key = decision.key();
        return R2Question.ask(() -> {
            try {
                r2.putObject(
                        put -> put.bucket(bucket)
                                .key(QuarantineKeys.decided(linkId, file.id(), file.size()))
                                .ifNoneMatch("*")
                                .metadata(key == null ? Map.of() : Map.of(KEY, HeaderText.encode(key))),
                        key == null ? RequestBody.fromString(QuarantineKeys.REJECTED) : RequestBody.empty());
                return decision;
            } catch (S3Exception e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return decision(linkId, file).orElseThrow(() -> e);
                }
                throw e;
            }
        });
    }

    /** Deletes an object of the media, if it is the copy of this file. */
    void deleteCopy(String fileId, String key) {
        if (isCopy(fileId, key).orElse(false)) {
            R2Question.ask(() -> r2.deleteObject(delete -> delete.bucket(media).key(key)));
        }
    }

    /** Deletes a file that was rejected, and what an acceptance that was cut off has made. May be repeated. */
    void delete(String linkId, String fileId) {
        deleteIntended(linkId, fileId);
        quarantine.delete(linkId, fileId);
        // An acceptance may have copied it since, and been cut off then. One that copies from now on finds no file.
        deleteIntended(linkId, fileId);
        forget(linkId, fileId);
    }

    private void deleteIntended(String linkId, String fileId) {
        noted(QuarantineKeys.accepting(linkId, fileId)).ifPresent(key -> deleteCopy(fileId, key));
    }

    /** Under which key a file was accepted. */
    Optional<Accepted> accepted(String linkId, String fileId) {
        String prefix = QuarantineKeys.decided(linkId, fileId);
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
