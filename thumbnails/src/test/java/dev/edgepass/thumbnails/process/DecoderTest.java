package dev.edgepass.thumbnails.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        try (Decoder decoder = new Decoder(SANDBOX, 16, Duration.ofSeconds(60))) {
            // Within the pixels, in one row: its rows are in memory whole.
            assertRefused(decoder, Corpus.blackPng(50_000_000, 1), Reason.OUT_OF_MEMORY);
            assertMade(decoder, Corpus.jpeg(800, 600));
        }
    }

    @Test
    void a_file_that_takes_too_long_is_given_up() throws Exception {
        try (Decoder decoder = new Decoder(SANDBOX, 64, Duration.ofMillis(30))) {
            assertRefused(decoder, Corpus.blackPng(12_000, 12_000), Reason.OUT_OF_TIME);
        }
    }

    @Test
    void a_large_image_fits_into_the_usual_process() throws Exception {
        try (Decoder decoder = new Decoder(SANDBOX, 384, Duration.ofSeconds(60))) {
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
