package dev.edgepass.thumbnails.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.thumbnails.decode.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    private static final Bucket.Entry OBJECT = new Bucket.Entry("a/caf\u00e9 1.jpg", 5, "\"one\"");

    @TempDir
    private Path folder;

    @Test
    void a_failure_is_remembered_until_the_object_is_another() throws Exception {
        Failures.open(folder, "video").add(OBJECT, Reason.TOO_MANY_PIXELS);
        Failures later = Failures.open(folder, "video");

        assertThat(later.of(OBJECT)).contains(Reason.TOO_MANY_PIXELS);
        assertThat(later.counts()).containsEntry(Reason.TOO_MANY_PIXELS, 1);
        assertThat(later.of(new Bucket.Entry(OBJECT.key(), 5, "\"two\""))).isEmpty();
    }

    @Test
    void who_can_do_more_begins_anew() throws Exception {
        Failures.open(folder, "video not at all").add(OBJECT, Reason.NO_TOOL);

        assertThat(Failures.open(folder, "video by ffmpeg").of(OBJECT)).isEmpty();
    }

    @Test
    void a_line_that_was_cut_is_passed_over() throws Exception {
        Failures.open(folder, "video").add(OBJECT, Reason.MALFORMED);
        Files.writeString(folder.resolve("failures.tsv"), "malf\t\"x\"\tb.jpg\nmalform", StandardOpenOption.APPEND);

        assertThat(Failures.open(folder, "video").counts()).containsExactly(java.util.Map.entry(Reason.MALFORMED, 1));
    }
}
