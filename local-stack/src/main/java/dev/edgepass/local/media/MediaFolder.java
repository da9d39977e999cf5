package dev.edgepass.local.media;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.media.MediaTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Brings the files of a folder into the media bucket. Those whose object has the same size and isn't older are there already and aren't sent again. */
public final class MediaFolder {
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
     * Uploads what {@code folder} has, and says which of its files can't be objects.
     *
     * @throws StartFailure where a file can't be read or sent
     */
    public static void upload(Path folder, S3Access access, Consumer<String> progress) {
        FolderFiles files = FolderFiles.of(folder, "");
        files.skipped().forEach(reason -> progress.accept("Not uploaded: " + reason));
        upload(files.byKey(), access, progress);
    }

    /**
     * Uploads those of {@code files}, by key, that aren't there yet; returns when all of them are.
     *
     * @throws StartFailure where a file can't be read or sent
     */
    public static void upload(Map<String, Path> files, S3Access access, Consumer<String> progress) {
        try (S3Client s3 = R2.client(access)) {
            Map<String, S3Object> present = present(s3, access.mediaBucket());
            Map<String, Path> missing = new TreeMap<>(files);
            missing.entrySet().removeIf(file -> isCurrent(file.getValue(), present.get(file.getKey())));
            if (!missing.isEmpty()) {
                progress.accept("Uploading " + missing.size() + " files");
            }
            missing.entrySet().parallelStream()
                    .forEach(file -> put(s3, access.mediaBucket(), file.getKey(), file.getValue()));
        } catch (SdkException | UncheckedIOException e) {
            throw new StartFailure("Can't upload the media: " + e.getMessage() + ".", e);
        }
    }

    private static void put(S3Client s3, String bucket, String key, Path file) {
        s3.putObject(put -> put.bucket(bucket).key(key).contentType(MediaTypes.of(key)), RequestBody.fromFile(file));
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
