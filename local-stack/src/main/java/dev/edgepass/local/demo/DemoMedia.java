package dev.edgepass.local.demo;

import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.local.media.FolderFiles;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.token.ObjectKey;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The objects of a demo, all under one folder.
 *
 * @param files of the folder that they come from, and the reasons why others can't be objects
 */
record DemoMedia(List<Medium> media, FolderFiles files) {
    /** Where the demo's objects are in the bucket. */
    static final String FOLDER = "projects/demo/";

    DemoMedia {
        media = List.copyOf(media);
        if (media.stream().noneMatch(Medium::isImage)) {
            throw new StartFailure(
                    "--media: no image in the folder (expected: at least one .jpg, .png, .webp, .avif or .gif).");
        }
    }

    /** The files under {@code folder}. */
    static DemoMedia of(Path folder) {
        FolderFiles files = FolderFiles.of(folder, FOLDER);
        return new DemoMedia(
                files.byKey().entrySet().stream()
                        .map(file -> new Medium(ObjectKey.parse(file.getKey(), JdkNfc.INSTANCE), file.getValue()))
                        .toList(),
                files);
    }

    /** Those that the bucket has, where it refused {@code keys}. */
    DemoMedia without(Set<String> keys) {
        return new DemoMedia(
                media.stream()
                        .filter(medium -> !keys.contains(medium.key().value()))
                        .toList(),
                files);
    }

    List<String> scopes() {
        return List.of(FOLDER);
    }

    List<Medium> images() {
        return media.stream().filter(Medium::isImage).toList();
    }

    Medium smallest() {
        return images().stream().min(Comparator.comparingLong(Medium::size)).orElseThrow();
    }

    Medium largest() {
        return media.stream().max(Comparator.comparingLong(Medium::size)).orElseThrow();
    }

    /** Bytes. */
    long size() {
        return media.stream().mapToLong(Medium::size).sum();
    }
}
