package dev.edgepass.local.demo;

import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.local.media.FolderFiles;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.token.ObjectKey;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The objects of a demo, all under one folder. */
record DemoMedia(List<Medium> media) {
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
        return new DemoMedia(FolderFiles.of(folder, FOLDER).byKey().entrySet().stream()
                .map(file -> new Medium(ObjectKey.parse(file.getKey(), JdkNfc.INSTANCE), file.getValue()))
                .toList());
    }

    Map<String, Path> byKey() {
        return media.stream().collect(Collectors.toMap(medium -> medium.key().value(), Medium::file));
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
