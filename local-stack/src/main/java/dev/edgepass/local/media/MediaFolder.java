package dev.edgepass.local.media;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.media.MediaTypes;
import dev.edgepass.token.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Brings the files of a folder into the media bucket. A key is the file's path in the folder, with slashes and in NFC; hidden files stay out. Files whose object has the
 * same size and isn't older are there already and aren't sent again.
 */
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

    /**
     * The files under {@code folder} by key, in the order of the keys.
     *
     * @param prefix what their keys begin with: empty, or a folder ending in {@code /}
     * @throws StartFailure where the folder can't be read or a file's name can't be a key
     */
    public static Map<String, Path> files(Path folder, String prefix) {
        check(folder);
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            paths.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .forEach(file -> files.put(prefix + key(folder.relativize(file)), file));
        } catch (IOException | UncheckedIOException e) {
            throw new StartFailure("Can't read " + folder + ": " + e.getMessage() + ".", e);
        }
        return files;
    }

    private static void put(S3Client s3, String bucket, String key, Path file) {
        s3.putObject(put -> put.bucket(bucket).key(key).contentType(MediaTypes.of(key)), RequestBody.fromFile(file));
    }

    private static boolean isHidden(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static String key(Path relative) {
        String path = relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
        try {
            return ObjectKey.parse(Normalizer.normalize(path, Normalizer.Form.NFC), JdkNfc.INSTANCE)
                    .value();
        } catch (MalformedException e) {
            throw new StartFailure(
                    "The file " + relative + " can't be an object: " + e.getMessage() + "; rename it.", e);
        }
    }

    private static Map<String, S3Object> present(S3Client s3, String bucket) {
        Map<String, S3Object> present = new HashMap<>();
        s3.listObjectsV2Paginator(list -> list.bucket(bucket))
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
