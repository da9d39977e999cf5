package dev.edgepass.issuer.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.media.MediaTypes;
import dev.edgepass.token.ObjectKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists the media bucket. The bytes never come this way. Thread-safe. */
@Component
public class MediaObjects {
    private final S3Client r2;
    private final String bucket;

    /**
     * One object.
     *
     * @param size bytes
     * @param contentType by the name's ending: a listing doesn't carry the stored one
     * @param thumbnailKey of the object that shows this one small; null where there is none that the caller may see
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MediaObject(
            String key,
            long size,
            String contentType,
            String etag,
            Instant lastModified,
            @Nullable String thumbnailKey) {
        private static MediaObject of(S3Object object, @Nullable String thumbnailKey) {
            return new MediaObject(
                    object.key(),
                    object.size(),
                    MediaTypes.of(object.key()),
                    object.eTag(),
                    object.lastModified(),
                    thumbnailKey);
        }
    }

    /**
     * Some objects, ascending.
     *
     * @param next the cursor of the next page; null on the last
     * @param unusable how many objects were passed over here because their names are no keys, so that nothing can show them; null where none was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            List<MediaObject> objects,
            @Nullable String next,
            @Nullable Integer unusable) {}

    MediaObjects(@Lazy S3Client r2, R2Settings settings) {
        this.r2 = r2;
        this.bucket = settings.mediaBucket();
    }

    /**
     * One page.
     *
     * @param prefix of the keys; empty for all that is visible
     * @throws ProblemException {@code path-not-allowed}, {@code invalid-request}, {@code storage-unavailable}
     */
    public Page list(VisiblePaths visible, String prefix, @Nullable String cursor, @Nullable Integer limit) {
        Listing listing = Listing.of(visible, prefix, cursor, limit);
        Search search = new Search(listing);
        try {
            search.fill();
        } catch (SdkException e) {
            throw new ProblemException(
                    ProblemType.STORAGE_UNAVAILABLE.detail("R2 can't be listed for the moment. Try again shortly."), e);
        }
        PairedPage<S3Object> page = search.page;
        List<MediaObject> objects = page.objects().stream()
                .map(found -> MediaObject.of(found.object(), found.thumbnailKey()))
                .toList();
        return new Page(
                objects,
                page.hasNext() ? Listing.cursor(objects.get(objects.size() - 1).key()) : null,
                search.unusable == 0 ? null : search.unusable);
    }

    /** One page in the making. */
    private final class Search {
        private final Listing listing;
        private final PairedPage<S3Object> page;
        private int unusable;

        Search(Listing listing) {
            this.listing = listing;
            this.page = new PairedPage<>(listing.limit());
        }

        void fill() {
            List<Listing.Range> left = listing.ranges().stream()
                    .filter(range -> !range.isDoneAfter(listing.after()))
                    .toList();
            for (List<Listing.Range> group : Listing.together(left)) {
                if (page.isComplete()) {
                    return;
                }
                if (group.get(0).exact()) {
                    named().find(group.stream().map(Listing.Range::name).toList(), this::add);
                } else {
                    under(group.get(0).name());
                }
            }
        }

        private void under(String prefix) {
            int most = Math.min(page.roomForKeys(), Listing.MAX_LIMIT);
            for (S3Object object : r2.listObjectsV2Paginator(request(prefix, listing.after(), most))
                    .contents()) {
                if (!add(object)) {
                    return;
                }
            }
        }

        /** Tells whether there is room for more. */
        private boolean add(S3Object object) {
            if (isAddressable(object.key())) {
                page.add(object.key(), object);
            } else {
                unusable++;
            }
            return !page.isComplete();
        }
    }

    private NamedKeys<S3Object> named() {
        return new NamedKeys<>(
                (prefix, after, most) ->
                        r2.listObjectsV2(request(prefix, after, most)).contents(),
                S3Object::key);
    }

    private ListObjectsV2Request request(String prefix, @Nullable String after, int most) {
        return BucketListing.of(bucket, prefix).startAfter(after).maxKeys(most).build();
    }

    /** What has no canonical name has no media URL either. */
    private static boolean isAddressable(String key) {
        try {
            ObjectKey.parse(key, JdkNfc.INSTANCE);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }
}
