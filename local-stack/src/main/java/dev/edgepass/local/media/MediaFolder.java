package dev.edgepass.local.media;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.text.PrintableText;
import dev.edgepass.media.MediaTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Brings the files of a folder into the media bucket. Those whose object has the same size and isn't older are there already and aren't sent again. */
public final class MediaFolder {
    /** HTTP status: the bucket is there and may be written, since it was listed; so it is this key, or these bytes. */
    private static final Set<Integer> ABOUT_THE_FILE = Set.of(400, 404, 411, 413);

    private MediaFolder() {}

    /**
     * @throws StartFailure where {@code folder} isn't a readable folder
     */
    public static void check(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new StartFailure("--media: " + folder + " isn't a folder that can be read.");
        }
    }

    /**
     * Uploads the files of {@code folder}, and reports those that can't be objects.
     *
     * @throws StartFailure where a file can't be read or sent
     */
    public static void upload(Path folder, S3Access access, Consumer<String> progress) {
        upload(FolderFiles.of(folder, ""), access, progress);
    }

    /**
     * Uploads those of {@code files} that aren't there yet, and says which can't be objects; returns when all the others are.
     *
     * @return the keys that the bucket doesn't have, since the store refused them
     * @throws StartFailure where the store can't be asked
     */
    public static Set<String> upload(FolderFiles files, S3Access access, Consumer<String> progress) {
        LeftOut.lines(files.skipped(), files.byKey().size()).forEach(progress);
        try (S3Client s3 = R2.client(access)) {
            Map<String, S3Object> present = present(s3, access.mediaBucket());
            Map<String, Path> missing = new TreeMap<>(files.byKey());
            missing.entrySet().removeIf(file -> isCurrent(file.getValue(), present.get(file.getKey())));
            if (!missing.isEmpty()) {
                progress.accept("Uploading " + missing.size() + " files");
            }
            Map<String, Integer> refused = new ConcurrentSkipListMap<>();
            missing.entrySet().parallelStream()
                    .forEach(file -> put(s3, access.mediaBucket(), file.getKey(), file.getValue(), refused));
            List<String> reasons = refused.entrySet().stream()
                    .map(file -> PrintableText.ofName(file.getKey()) + ": the store answered " + file.getValue())
                    .toList();
            LeftOut.lines(reasons, files.byKey().size() - reasons.size()).forEach(progress);
            return Set.copyOf(refused.keySet());
        } catch (SdkException | UncheckedIOException e) {
            throw new StartFailure("Can't upload the media: " + e.getMessage() + ".", e);
        }
    }

    private static void put(S3Client s3, String bucket, String key, Path file, Map<String, Integer> refused) {
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(key).contentType(MediaTypes.of(key)), RequestBody.fromFile(file));
        } catch (S3Exception e) {
            if (!ABOUT_THE_FILE.contains(e.statusCode())) {
                throw e;
            }
            refused.put(key, e.statusCode());
        }
    }

    private static Map<String, S3Object> present(S3Client s3, String bucket) {
        Map<String, S3Object> present = new HashMap<>();
        s3.listObjectsV2Paginator(list -> list.bucket(bucket).encodingType(EncodingType.URL))
                .contents()
                .forEach(object -> present.put(object.key(), object));
        return present;
    }

    private static boolean isCurrent(Path file, @Nullable S3Object object) {
        try {
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            return object != null
                    && object.size() == Files.size(file)
                    && !object.lastModified().isBefore(modified);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
