package dev.edgepass.thumbnails.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgepass.thumbnails.decode.Corpus;
import dev.edgepass.thumbnails.decode.Reason;
import dev.edgepass.thumbnails.decode.RefusedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderTest {
    private static final Sandbox SANDBOX = Sandbox.find();

    @TempDir
    private Path folder;

    @Test
    void a_bomb_ends_its_process_and_the_next_file_has_a_new_one() throws Exception {
        try (Decoder decoder = decoder(16, Duration.ofSeconds(60))) {
            // Within the pixels, in one row: its rows are in memory whole.
            assertRefused(decoder, Corpus.blackPng(50_000_000, 1), Reason.OUT_OF_MEMORY);
            assertMade(decoder, Corpus.jpeg(800, 600));
        }
    }

    @Test
    void a_file_that_takes_too_long_is_given_up() throws Exception {
        try (Decoder decoder = decoder(64, Duration.ofMillis(30))) {
            assertRefused(decoder, Corpus.blackPng(12_000, 12_000), Reason.OUT_OF_TIME);
        }
    }

    /** 80 KB that take seconds, since each scan goes through all blocks. */
    @Test
    void a_jpeg_of_very_many_scans_is_given_up() throws Exception {
        try (Decoder decoder = decoder(128, Duration.ofMillis(500))) {
            assertRefused(decoder, Corpus.progressiveJpeg(4096, 500), Reason.OUT_OF_TIME);
        }
    }

    @Test
    void a_webp_whose_pixels_take_no_bytes_ends_its_process() throws Exception {
        try (Decoder decoder = decoder(64, Duration.ofSeconds(60))) {
            assertMade(decoder, Corpus.blackWebp(640, 480));
            assertRefused(decoder, Corpus.blackWebp(6000, 6000), Reason.OUT_OF_MEMORY);
            assertMade(decoder, Corpus.blackWebp(640, 480));
        }
    }

    @Test
    void a_thumbnail_that_can_not_be_written_is_not_the_files_fault() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "not run: this system has no /dev/full");
        Path source = Files.write(folder.resolve("source"), Corpus.jpeg(100, 100));
        try (Decoder decoder = decoder(64, Duration.ofSeconds(60))) {
            assertThatThrownBy(() -> decoder.decode(source, full, false)).isInstanceOf(IOException.class);
            assertMade(decoder, Corpus.jpeg(100, 100));
        }
    }

    @Test
    void a_child_leaves_no_files_and_has_limits() throws Exception {
        Path own = folder.resolve("child");
        try (Decoder decoder = decoder(64, Duration.ofSeconds(60))) {
            assertMade(decoder, Corpus.jpeg(100, 100));

            assertThat(own).as("where the encoder is unpacked").isNotEmptyDirectory();
            assumeTrue(SANDBOX.isLimited(), "not run: there is no prlimit here");
            assertThat(ProcessHandle.current()
                            .descendants()
                            .filter(child -> child.info().command().orElse("").endsWith("/java")))
                    .isNotEmpty()
                    .allSatisfy(child -> assertThat(Path.of("/proc", Long.toString(child.pid()), "limits"))
                            .content()
                            .containsPattern("Max address space +" + (3L << 30) + " ")
                            .containsPattern("Max file size +" + (64L << 20) + " "));
        }
        assertThat(own).doesNotExist();
    }

    private Decoder decoder(int heapMegabytes, Duration deadline) {
        return new Decoder(SANDBOX, heapMegabytes, deadline, folder.resolve("child"));
    }

    @Test
    void a_large_image_fits_into_the_usual_process() throws Exception {
        try (Decoder decoder = decoder(384, Duration.ofSeconds(60))) {
            assertMade(decoder, Corpus.blackPng(12_000, 12_000));
            assertRefused(decoder, Corpus.pngHeader(100_000, 100_000), Reason.TOO_MANY_PIXELS);
        }
    }

    private void assertMade(Decoder decoder, byte[] file) throws Exception {
        Path target = folder.resolve("made.webp");
        decoder.decode(Files.write(folder.resolve("source"), file), target, false);
        assertThat(target).isNotEmptyFile();
    }

    private void assertRefused(Decoder decoder, byte[] file, Reason reason) throws IOException {
        Path source = Files.write(folder.resolve("source"), file);
        assertThatThrownBy(() -> decoder.decode(source, folder.resolve("none.webp"), false))
                .isInstanceOf(RefusedImage.class)
                .hasMessage(reason.word());
    }
}
