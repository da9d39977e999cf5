package dev.edgepass.benchmarks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.benchmarks.leaks.Traces.Split;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TracesTest {
    /** Of the generator as it was before there was a rule. A change of it needs new figures in docs/leaks.md, and a reason there. */
    private static final String FROZEN = "22fba5b3d690730751770d23d8280d6963f8a5d1df9384472c12b237260fd8a4";

    @Test
    void the_generator_is_the_one_that_was_frozen_before_the_rule() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Split split : Split.values()) {
            for (int index = 0; index < 3; index++) {
                for (Innocent kind : Innocent.values()) {
                    update(digest, Traces.innocent(split, kind, index));
                }
                for (Leak kind : Leak.values()) {
                    for (int people : Traces.LEAK_SIZES) {
                        update(digest, Traces.leak(split, kind, people, index));
                    }
                }
            }
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(FROZEN);
    }

    @Test
    void the_splits_share_no_week() {
        for (Innocent kind : Innocent.values()) {
            assertThat(weeks(Split.TRAIN, kind)).doesNotContainAnyElementsOf(weeks(Split.TEST, kind));
        }
    }

    @Test
    void a_leaked_url_is_one_viewer_for_a_day_and_a_leaked_link_has_a_viewer_for_each_outsider() {
        LinkWeek url = Traces.leak(Split.TRAIN, Leak.URL_RECIPIENT, 100, 0);
        LinkWeek link = Traces.leak(Split.TRAIN, Leak.LINK_RECIPIENT, 100, 0);

        assertThat(url.outsiders()).isEqualTo(100);
        assertThat(subjects(url)).isLessThan(10);
        assertThat(subjects(link)).isGreaterThanOrEqualTo(100);
    }

    @Test
    void seats_keep_outsiders_out() {
        for (int index = 0; index < 20; index++) {
            LinkWeek week = Traces.leak(Split.TRAIN, Leak.LINK_SEATS, 1000, index);

            assertThat(subjects(week)).isLessThanOrEqualTo(week.seats());
            assertThat(week.outsiders()).isLessThan(week.seats());
        }
    }

    private static List<LinkWeek> weeks(Split split, Innocent kind) {
        return IntStream.range(0, 50)
                .mapToObj(index -> Traces.innocent(split, kind, index))
                .toList();
    }

    private static long subjects(LinkWeek week) {
        return week.visits().stream().mapToInt(Visit::subject).distinct().count();
    }

    private static void update(MessageDigest digest, LinkWeek week) {
        digest.update(week.toString().getBytes(StandardCharsets.UTF_8));
    }
}
