package dev.edgepass.local.demo;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/** The media of a demo without a folder of the user's: 117 pictures and one large recording. Made once, kept in the data folder. */
final class SampleMedia {
    static final int IMAGES = 117;

    private SampleMedia() {}

    /** The folder with the media; what is there already is kept. */
    static Path make(Path data) {
        Path folder = data.resolve("demo-media");
        try {
            Files.createDirectories(folder);
            IntStream.rangeClosed(1, IMAGES).parallel().forEach(number -> image(folder, number));
            Path recording = folder.resolve("recording.wav");
            if (!Files.exists(recording)) {
                SampleRecording.write(recording);
            }
            return folder;
        } catch (IOException | UncheckedIOException e) {
            throw new StartFailure("Can't make the sample media in " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private static void image(Path folder, int number) {
        Path file = folder.resolve(String.format(Locale.ROOT, "image-%03d.jpg", number));
        try {
            if (!Files.exists(file)) {
                Path fresh = file.resolveSibling("." + file.getFileName());
                Files.write(fresh, SampleImage.jpeg(number));
                Files.move(fresh, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
