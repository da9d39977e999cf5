package dev.edgepass.thumbnails.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.thumbnails.decode.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    private static final Bucket.Entry OBJECT = new Bucket.Entry("a/caf\u00e9 1.jpg", 5, "\"one\"");
    private static final Bucket.Entry OTHER = new Bucket.Entry("b.jpg", 5, "\"one\"");

    @TempDir
    private Path folder;

    private Verdicts read = new Verdicts(8);

    @Test
    void a_failure_is_remembered_until_the_object_is_another() throws Exception {
        open("video").add(OBJECT, Reason.TOO_MANY_PIXELS);

        open("video");

        assertThat(read.failure(OBJECT)).contains(Reason.TOO_MANY_PIXELS);
        assertThat(read.failure(new Bucket.Entry(OBJECT.key(), 5, "\"two\""))).isEmpty();
    }

    @Test
    void who_can_do_more_begins_anew() throws Exception {
        open("video not at all").add(OBJECT, Reason.NO_TOOL);

        open("video by ffmpeg");

        assertThat(read.failure(OBJECT)).isEmpty();
    }

    @Test
    void a_line_that_was_cut_anywhere_is_passed_over_and_what_is_added_then_is_read() throws Exception {
        Failures failures = open("video");
        byte[] header = Files.readAllBytes(file());
        failures.add(OBJECT, Reason.MALFORMED);
        byte[] whole = Files.readAllBytes(file());
        for (int length = header.length; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));

            open("video").add(OTHER, Reason.CRASHED);
            open("video");

            assertThat(read.failure(OTHER)).as("cut to " + length).contains(Reason.CRASHED);
        }
    }

    @Test
    void lines_that_say_nothing_are_passed_over() throws Exception {
        open("video").add(OBJECT, Reason.MALFORMED);
        Files.writeString(file(), "malf\t\"one\"\tb.jpg\n\n\u0000\n", StandardOpenOption.APPEND);

        open("video");

        assertThat(read.failure(OBJECT)).contains(Reason.MALFORMED);
        assertThat(read.failure(OTHER)).isEmpty();
    }

    @Test
    void the_file_has_what_the_last_whole_listing_found() throws Exception {
        Failures failures = open("video");
        failures.add(OBJECT, Reason.MALFORMED);
        failures.add(OBJECT, Reason.MALFORMED);
        try (Failures.Listing broken = failures.list()) {
            broken.add(OTHER, Reason.CRASHED);
        }
        assertThat(file()).content(StandardCharsets.UTF_8).doesNotContain(OTHER.key());

        try (Failures.Listing whole = failures.list()) {
            whole.add(OTHER, Reason.CRASHED);
            assertThat(whole.end()).isEqualTo(Map.of(Reason.CRASHED, 1));
        }

        assertThat(Files.readAllLines(file())).hasSize(2).last().isEqualTo("crashed\t\"one\"\tb.jpg");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    private Failures open(String ability) throws IOException {
        read = new Verdicts(8);
        return Failures.open(folder, ability, read);
    }

    private Path file() {
        return folder.resolve("failures.tsv");
    }
}
