package dev.edgepass.consumer.audit.question;

import static dev.edgepass.consumer.testing.TestEvents.labelled;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linksCreated;
import static dev.edgepass.consumer.testing.TestEvents.uploadLinkCreated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.audit.answer.Moment;
import dev.edgepass.audit.answer.PathAnswer;
import dev.edgepass.consumer.audit.index.TestIndex;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.token.ObjectKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathQuestionTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final ObjectKey FILE = new ObjectKey("projects/42/a.jpg");
    private static final int MOST = 100;

    @TempDir
    private Path folder;

    private static List<String> open(TestIndex index, long position, Duration patience) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            PathAnswer page = index.read(
                    reads -> new PathQuestion(reads, patience).answer(FILE, new Moment(NOON, position), from, MOST));
            assertThat(page.links()).hasSizeLessThanOrEqualTo(MOST);
            page.links().forEach(link -> all.add(link.id()));
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private static String[] ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "L" + number).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void links_of_a_bulk_record_are_paged_and_each_is_there_once_whatever_a_page_has_time_for(int seconds) {
        try (TestIndex index = new TestIndex(folder)) {
            index.append(linksCreated("G", ids(0, 300)), NOON);
            long position = index.append(new ControlEvent.LinksClosed(List.of(ids(0, 200)), null, "ada"), NOON);

            assertThat(open(index, position, Duration.ofSeconds(seconds))).containsExactly(ids(200, 300));
            assertThat(open(index, 1, Duration.ofSeconds(seconds))).containsExactly(ids(0, 300));
        }
    }

    @Test
    void an_upload_link_opens_nothing() {
        try (TestIndex index = new TestIndex(folder)) {
            ControlEvent.LinkCreated view = linkCreated("view");
            index.append(view, NOON);
            long made = index.append(uploadLinkCreated("upload"), NOON);
            // By an issuer of an earlier release, which doesn't know uploads.
            long edited =
                    index.append(new ControlEvent.LinkEdited("upload", labelled("Over"), false, made, "ada"), NOON);

            assertThat(open(index, made, Duration.ofMinutes(1))).containsExactly("view");
            assertThat(open(index, edited, Duration.ofMinutes(1))).containsExactly("view");
        }
    }

    @Test
    void a_record_with_the_same_hash_hides_none_behind_it() {
        try (TestIndex index = new TestIndex(folder)) {
            index.appendNamed(new ControlEvent.LinkSuspended("another", "ada"), NOON, "path:projects/42/");
            long position = 0;
            for (String id : ids(0, 600)) {
                position = index.append(linkCreated(id), NOON);
            }

            assertThat(open(index, position, Duration.ofMinutes(1))).containsExactly(ids(0, 600));
        }
    }
}
