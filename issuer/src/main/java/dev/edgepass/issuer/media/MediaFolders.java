package dev.edgepass.issuer.media;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.Scope;
import java.util.List;
import java.util.TreeSet;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Lists the folders of the media bucket, which are the beginnings of its keys. Thread-safe. */
@Component
class MediaFolders {
    /** Listings of 1,000 names each. Files beside the folders count. */
    private static final int MOST_LISTINGS = 5;

    private final S3Client r2;
    private final String bucket;

    /**
     * @param folders whole names, ascending, each ending in {@code /}
     * @param complete whether there are no more: a folder with thousands of files isn't read to its end
     */
    record Folders(List<String> folders, boolean complete) {}

    MediaFolders(@Lazy S3Client r2, R2Settings settings) {
        this.r2 = r2;
        this.bucket = settings.mediaBucket();
    }

    /**
     * Those that lie directly in {@code in}, and hold something that the caller may see.
     *
     * @param in ends in {@code /}, or is empty for the bucket itself
     * @throws ProblemException {@code invalid-request}, {@code path-not-allowed} where nothing there is visible, {@code storage-unavailable}
     */
    Folders in(String in, VisiblePaths visible) {
        if (!in.isEmpty() && !in.endsWith("/")) {
            throw ProblemType.invalid("in", "no folder (expected: nothing, or a folder ending in /)");
        }
        boolean all = visible.everything()
                || visible.scopes().stream().anyMatch(scope -> scope.isFolder() && in.startsWith(scope.value()));
        if (all) {
            return listed(in);
        }
        TreeSet<String> folders = new TreeSet<>(Listing.ORDER);
        boolean any = false;
        for (Scope scope : visible.scopes()) {
            if (scope.value().startsWith(in)) {
                any = true;
                int end = scope.value().indexOf('/', in.length());
                if (end >= 0) {
                    folders.add(scope.value().substring(0, end + 1));
                }
            }
        }
        if (!any && !in.isEmpty()) {
            throw ProblemType.PATH_NOT_ALLOWED.because("Nothing in this folder is visible to you.");
        }
        return new Folders(List.copyOf(folders), true);
    }

    private Folders listed(String in) {
        TreeSet<String> folders = new TreeSet<>(Listing.ORDER);
        ListObjectsV2Request request =
                BucketListing.of(bucket, in).delimiter("/").build();
        try {
            for (int listing = 0; listing < MOST_LISTINGS; listing++) {
                ListObjectsV2Response page = r2.listObjectsV2(request);
                page.commonPrefixes().stream()
                        .map(common -> common.prefix())
                        .filter(MediaFolders::isScope)
                        .forEach(folders::add);
                String next = page.nextContinuationToken();
                if (next == null) {
                    return new Folders(List.copyOf(folders), true);
                }
                request = request.toBuilder().continuationToken(next).build();
            }
        } catch (SdkException e) {
            throw new ProblemException(
                    ProblemType.STORAGE_UNAVAILABLE.detail("R2 can't be listed for the moment. Try again shortly."), e);
        }
        return new Folders(List.copyOf(folders), false);
    }

    /** What has no canonical name can't be shared either. */
    private static boolean isScope(String folder) {
        try {
            Scope.parse(folder, JdkNfc.INSTANCE);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }
}
