package dev.edgepass.consumer.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.readmodel.ViewCounts;
import dev.edgepass.readmodel.ViewCounts.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceRuleTest {
    private static final long WEEK = 2970;
    private static final MeantFor RECIPIENT = new MeantFor(true, null);
    private static final MeantFor ANYBODY = new MeantFor(false, null);

    @ParameterizedTest
    @CsvSource({
        // networks, operators, countries, unusual
        "1, 1, 1, false",
        "7, 7, 1, false",
        "8, 8, 1, true",
        // Carrier NAT, a relay or a VPN: many networks of few operators.
        "64, 4, 1, false",
        "30, 5, 1, false",
        "31, 5, 1, true",
        "5, 3, 5, false",
        "6, 3, 6, true"
    })
    void a_viewer_is_judged_as_one_browser_whatever_the_link_is(
            int networks, int operators, int countries, boolean unusual) {
        Map<String, ViewCounts> viewers = Map.of("v-1", counts(networks, operators, countries), "v-2", counts(1, 1, 1));

        Optional<Verdict> verdict = AudienceRule.judge(ANYBODY, counts(networks, operators, countries), viewers);

        assertThat(verdict.map(Verdict::viewer)).isEqualTo(unusual ? Optional.of("v-1") : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // recipient, seats, networks, operators, countries, unusual
                "true, -, 9, 9, 1, false",
                "true, -, 10, 10, 1, true",
                "true, -, 64, 5, 1, false",
                "true, -, 31, 6, 1, true",
                "true, -, 6, 3, 6, true",
                "false, 12, 20, 20, 1, false",
                "false, 12, 21, 21, 1, true",
                "false, 12, 74, 20, 8, false",
                "false, 12, 75, 17, 1, true",
                "false, 12, 20, 10, 9, true",
                // Of a recipient with seats, the seats say how many.
                "true, 12, 20, 20, 1, false",
                "false, -, 256, 250, 40, false",
            })
    void a_link_is_judged_by_its_seats_or_its_recipient(
            boolean recipient, Integer seats, int networks, int operators, int countries, boolean unusual) {
        Optional<Verdict> verdict = AudienceRule.judge(
                new MeantFor(recipient, seats), counts(networks, operators, countries), Map.of("v-1", counts(2, 2, 1)));

        assertThat(verdict.isPresent()).isEqualTo(unusual);
    }

    @Test
    void the_sentence_has_the_figures_and_no_viewer() {
        assertThat(AudienceRule.judge(RECIPIENT, counts(23, 12, 4), Map.of()))
                .contains(
                        new Verdict(
                                WEEK,
                                null,
                                "Viewers came from at least 23 networks of 12 operators in 4 countries this week; its 1 recipient explains about 9 operators, 30 networks and 5 countries."));
        assertThat(AudienceRule.judge(RECIPIENT, counts(23, 12, 1), Map.of("v-1", counts(15, 8, 1))))
                .contains(
                        new Verdict(
                                WEEK,
                                "v-1",
                                "One viewer came from at least 15 networks of 8 operators in 1 country this week; one browser explains about 7 operators, 30 networks and 5 countries."));
        assertThat(AudienceRule.judge(new MeantFor(false, 3), counts(23, 12, 1), Map.of())
                        .orElseThrow()
                        .detail())
                .contains("its 3 seats explain about 11 operators");
    }

    @Test
    void of_several_viewers_the_one_with_the_most_operators_is_named() {
        Map<String, ViewCounts> viewers =
                Map.of("v-1", counts(9, 9, 1), "v-2", counts(20, 20, 1), "v-3", counts(40, 8, 1));

        assertThat(AudienceRule.judge(ANYBODY, counts(40, 20, 1), viewers)
                        .orElseThrow()
                        .viewer())
                .isEqualTo("v-2");
    }

    @Test
    void another_week_of_a_viewer_and_an_unknown_audience_say_nothing() {
        ViewCounts earlier = counts(WEEK - 1, 64, 64, 20);

        assertThat(AudienceRule.judge(ANYBODY, counts(1, 1, 1), Map.of("v-1", earlier, "v-2", ViewCounts.NONE)))
                .isEmpty();
        assertThat(AudienceRule.judge(RECIPIENT, ViewCounts.NONE, Map.of("v-1", earlier)))
                .isEmpty();
    }

    /** A notice that was raised doesn't become wrong in the same week. */
    @Test
    void more_places_never_end_an_alarm() {
        for (int people = 1; people <= 61; people += 12) {
            for (Explained explained : List.of(Explained.BY_A_VIEWER, Explained.by(people))) {
                for (int operators = 1; operators <= 80; operators += 3) {
                    for (int networks = operators; networks <= 256; networks += 7) {
                        for (int countries = 1; countries <= 24; countries += 4) {
                            if (explained.isExceededBy(new Places(networks, operators, countries))) {
                                assertThat(explained.isExceededBy(new Places(networks + 1, operators, countries)))
                                        .isTrue();
                                assertThat(explained.isExceededBy(new Places(networks + 1, operators + 1, countries)))
                                        .isTrue();
                                assertThat(explained.isExceededBy(new Places(networks, operators, countries + 1)))
                                        .isTrue();
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void more_people_explain_more() {
        for (int people = 1; people < 1000; people++) {
            Explained some = Explained.by(people);
            Explained more = Explained.by(people + 1);

            assertThat(more.operators()).isGreaterThan(some.operators());
            assertThat(more.networks()).isGreaterThan(some.networks());
            assertThat(more.countries()).isGreaterThanOrEqualTo(some.countries());
        }
    }

    @Test
    void what_the_counts_can_hold_is_more_than_what_is_usual() {
        assertThat(Explained.BY_A_VIEWER.networks()).isLessThan(64);
        assertThat(Explained.by(50).networks()).isLessThan(256);
        assertThat(Explained.by(200).operators()).isLessThan(256);
    }

    @Test
    void repeated_and_odd_hashes_count_once_and_break_nothing() {
        Audience audience =
                new Audience(WEEK, List.of("DE", "DE"), List.of("00a10001", "00a10001", "00a10002", "7", ""));

        assertThat(Places.of(audience)).isEqualTo(new Places(4, 3, 1));
    }

    private static ViewCounts counts(int networks, int operators, int countries) {
        return counts(WEEK, networks, operators, countries);
    }

    private static ViewCounts counts(long week, int networks, int operators, int countries) {
        List<String> hashes = new ArrayList<>();
        IntStream.range(0, networks).forEach(i -> hashes.add(String.format("%04x%04x", i % operators, i * 0x0101)));
        List<String> codes = IntStream.range(0, countries)
                .mapToObj(i -> "" + (char) ('A' + i / 26) + (char) ('A' + i % 26))
                .toList();
        ViewCounts none = ViewCounts.NONE;
        return new ViewCounts(
                1,
                1,
                1,
                1,
                null,
                null,
                null,
                none.countries(),
                none.refusals(),
                null,
                new Audience(week, codes, hashes),
                false);
    }
}
