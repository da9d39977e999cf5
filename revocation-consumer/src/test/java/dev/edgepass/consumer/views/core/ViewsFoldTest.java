package dev.edgepass.consumer.views.core;

import static dev.edgepass.consumer.views.core.Reports.MIDNIGHT;
import static dev.edgepass.consumer.views.core.Reports.MINUTE;
import static dev.edgepass.consumer.views.core.Reports.WEEK;
import static dev.edgepass.consumer.views.core.Reports.opened;
import static dev.edgepass.consumer.views.core.Reports.refused;
import static dev.edgepass.consumer.views.core.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.RefusalsSeen;
import dev.edgepass.readmodel.ViewCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reports become, one rule at a time. */
class ViewsFoldTest {
    private final ViewsState state = new ViewsState(0);
    private long offset;

    @Test
    void a_report_is_counted_for_its_link_and_its_viewer() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT), opened("v-2", "L1", MIDNIGHT + 5)));

        assertThat(counts("L1", "v-1"))
                .isEqualTo(new ViewCounts(
                        1,
                        1,
                        1_000,
                        1,
                        MIDNIGHT,
                        MIDNIGHT,
                        MIDNIGHT,
                        Map.of("DE", 1L),
                        Map.of(),
                        null,
                        new ViewCounts.Audience(WEEK, List.of("DE"), List.of("0000aaaa")),
                        false));
        assertThat(link("L1").opens()).isEqualTo(2);
        assertThat(link("L1").bytes()).isEqualTo(2_000);
        assertThat(link("L1").firstAt()).isEqualTo(MIDNIGHT);
        assertThat(link("L1").lastAt()).isEqualTo(MIDNIGHT + 5);
        assertThat(link("L1").countries()).isEqualTo(Map.of("DE", 2L));
    }

    @Test
    void a_token_without_a_link_is_counted_for_its_subject() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("u-1", null, MIDNIGHT)));

        assertThat(link("u-1").opens()).isEqualTo(1);
        assertThat(counts("u-1", "u-1").opens()).isEqualTo(1);
    }

    @Test
    void a_report_that_comes_again_counts_once_and_another_isolates_counts_too() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));
        take(MIDNIGHT + 1, report("i1", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));
        take(MIDNIGHT + 2, report("i1", 3, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));
        take(MIDNIGHT + 3, report("i1", 2, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));
        take(MIDNIGHT + 4, report("i2", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));

        assertThat(link("L1").requests()).isEqualTo(3);
    }

    @Test
    void an_open_comes_after_half_an_hour_without_a_view_at_any_isolate() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));
        take(MIDNIGHT + 29 * MINUTE, report("i2", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT + 29 * MINUTE)));
        take(MIDNIGHT + 29 * MINUTE, report("i3", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT - 10 * MINUTE)));
        assertThat(link("L1").opens()).isEqualTo(1);
        assertThat(counts("L1", "v-1").firstAt()).isEqualTo(MIDNIGHT - 10 * MINUTE);

        take(MIDNIGHT + 58 * MINUTE, report("i4", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT + 58 * MINUTE)));
        assertThat(link("L1").opens()).isEqualTo(1);
        take(MIDNIGHT + 88 * MINUTE, report("i4", 2, MIDNIGHT, opened("v-1", "L1", MIDNIGHT + 88 * MINUTE)));
        assertThat(link("L1").opens()).isEqualTo(2);
        assertThat(counts("L1", "v-1").lastOpenedAt()).isEqualTo(MIDNIGHT + 88 * MINUTE);
    }

    @Test
    void a_clock_that_is_far_ahead_is_not_believed() {
        long future = MIDNIGHT + Duration.ofDays(40).toMillis();
        TokenViews lying = new TokenViews(
                "jti",
                "v-1",
                "L1",
                null,
                5,
                List.of(future),
                1,
                1,
                1,
                Map.of("DE", 1L),
                List.of("0000bbbb"),
                EdgeTimes.week(future),
                new Granted(future, 7),
                List.of(new Refused("revoked", "lnk:L1", 1, future, future, 9, 9)));
        take(MIDNIGHT, report("i1", 1, future, lying));

        assertThat(counts("L1", "v-1").lastAt()).isEqualTo(MIDNIGHT);
        assertThat(counts("L1", "v-1").lastOpenedAt()).isEqualTo(MIDNIGHT);
        assertThat(counts("L1", "v-1").lastRefusedAt()).isEqualTo(MIDNIGHT);
        assertThat(link("L1").audience()).isEqualTo(new ViewCounts.Audience(WEEK, List.of("DE"), List.of()));
        assertThat(state.locations().get("FRA")).isEqualTo(MIDNIGHT);
        assertThat(state.grants().get(new HashField("lnk:L1", "FRA")).entries())
                .containsExactly(new Skyline.Entry(5, MIDNIGHT));
        assertThat(state.receipts().get(new HashField("lnk:L1", "FRA")))
                .isEqualTo(new RefusalsSeen(MIDNIGHT, 9, MIDNIGHT, 9));
    }

    @Test
    void a_clock_that_is_a_little_ahead_is_believed() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT + 5 * MINUTE)));

        assertThat(link("L1").lastAt()).isEqualTo(MIDNIGHT + 5 * MINUTE);
    }

    @Test
    void first_and_last_refusal_by_a_handle_are_kept_by_location_with_their_positions() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, refused("v-1", "L1", revoked("lnk:L1", 200, 300, 20))));
        take(MIDNIGHT, report("i2", 1, MIDNIGHT, refused("v-2", "L1", revoked("lnk:L1", 100, 250, 10))));
        take(MIDNIGHT, report("i3", 1, MIDNIGHT, refused("v-2", "L1", revoked("not a handle", 1, 9_000, 10))));

        assertThat(state.receipts().get(new HashField("lnk:L1", "FRA"))).isEqualTo(new RefusalsSeen(100, 10, 300, 20));
        assertThat(state.receipts().changed()).hasSize(1);
        assertThat(link("L1").refusals()).isEqualTo(Map.of("revoked", 9L));
        assertThat(link("L1").lastRefusedAt()).isEqualTo(9_000);
        assertThat(link("L1").firstAt()).isNull();
    }

    @Test
    void the_audience_is_that_of_the_newest_week() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, from(WEEK - 1, "US", "0000dddd")));
        take(MIDNIGHT, report("i1", 2, MIDNIGHT, from(WEEK, "DE", "0000aaaa")));
        take(MIDNIGHT, report("i1", 3, MIDNIGHT, from(WEEK - 1, "FR", "0000cccc")));
        take(MIDNIGHT, report("i1", 4, MIDNIGHT, from(WEEK, "AT", "0000bbbb")));

        assertThat(link("L1").audience())
                .isEqualTo(new ViewCounts.Audience(WEEK, List.of("DE", "AT"), List.of("0000aaaa", "0000bbbb")));
    }

    @Test
    void a_report_without_networks_is_of_the_week_of_its_newest_view() {
        long nextWeek = MIDNIGHT + Duration.ofDays(7).toMillis();
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, withoutNetworks(MIDNIGHT, "DE")));
        take(MIDNIGHT, report("i1", 2, MIDNIGHT, withoutNetworks(MIDNIGHT, "AT")));
        assertThat(link("L1").audience()).isEqualTo(new ViewCounts.Audience(WEEK, List.of("DE", "AT"), List.of()));

        take(nextWeek, report("i1", 3, nextWeek, withoutNetworks(nextWeek, "FR")));
        take(nextWeek, report("i1", 4, nextWeek, withoutNetworks(MIDNIGHT, "US")));

        assertThat(link("L1").audience()).isEqualTo(new ViewCounts.Audience(WEEK + 1, List.of("FR"), List.of()));
    }

    private static TokenViews withoutNetworks(long at, String country) {
        return new TokenViews(
                "jti",
                "v-1",
                "L1",
                null,
                5,
                List.of(),
                1,
                1,
                1,
                Map.of(country, 1L),
                List.of(),
                0,
                new Granted(at, 7),
                List.of());
    }

    @Test
    void networks_countries_and_reasons_are_bounded() {
        for (int i = 0; i < 300; i++) {
            String country = "" + (char) ('A' + i / 26) + (char) ('A' + i % 26);
            take(MIDNIGHT, report("i1", i + 1, MIDNIGHT, from(WEEK, country, String.format("%08x", i))));
        }
        take(
                MIDNIGHT,
                report(
                        "i2",
                        1,
                        MIDNIGHT,
                        refused(
                                "v-1",
                                "L1",
                                IntStream.range(0, 40)
                                        .mapToObj(i -> new Refused("r" + i, null, 1, 1, 1, 1, 1))
                                        .toArray(Refused[]::new))));

        assertThat(Objects.requireNonNull(link("L1").audience()).networks()).hasSize(Counting.MOST_NETWORKS);
        assertThat(Objects.requireNonNull(counts("L1", "v-1").audience()).networks())
                .hasSize(Counting.MOST_NETWORKS_OF_A_VIEWER);
        assertThat(link("L1").countries()).hasSize(Counting.MOST_COUNTRIES);
        assertThat(link("L1").refusals()).hasSize(Counting.MOST_REASONS);
        assertThat(link("L1").requests()).isEqualTo(300);
    }

    @Test
    void of_an_erased_viewer_nothing_is_kept_and_nothing_is_counted_any_more() {
        take(
                MIDNIGHT,
                report(
                        "i1",
                        1,
                        MIDNIGHT,
                        opened("v-1", "L1", MIDNIGHT),
                        opened("v-2", "L1", MIDNIGHT),
                        refused("v-1", "L1", revoked("sub:v-1", 1, 1, 1), revoked("lnk:L1", 1, 1, 1))));
        take(MIDNIGHT, new ViewerErased("L1", "v-1", "ada"));
        take(
                MIDNIGHT,
                report(
                        "i1",
                        2,
                        MIDNIGHT,
                        opened("v-1", "L1", MIDNIGHT + 40 * MINUTE),
                        refused("v-1", "L1", revoked("sub:v-1", 9, 9, 9), revoked("jti:t", 9, 9, 9))));

        assertThat(ReadModelJson.write(counts("L1", "v-1"))).isEqualTo("{\"erased\":true}");
        assertThat(link("L1").opens()).isEqualTo(2);
        assertThat(link("L1").countries()).isEqualTo(Map.of("DE", 1L));
        assertThat(link("L1").audience()).isNull();
        assertThat(state.forgotten()).containsExactly("sub:v-1");
        assertThat(state.receipts().changed()).containsOnlyKeys(new HashField("lnk:L1", "FRA"));
        assertThat(state.grants().changed())
                .containsOnlyKeys(new HashField("lnk:L1", "FRA"), new HashField("sub:v-2", "FRA"));
        assertThat(state.grants().get(new HashField("lnk:L1", "FRA")).lastBefore(6))
                .as("that the link was seen stays known")
                .hasValue(MIDNIGHT + 5 * MINUTE > MIDNIGHT + 40 * MINUTE ? 0 : MIDNIGHT);
    }

    @Test
    void an_isolate_that_was_silent_for_two_days_is_forgotten() {
        long later = MIDNIGHT + Isolate.KEPT;
        take(MIDNIGHT, report("i1", 7, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));
        take(later, report("i2", 1, later, opened("v-1", "L1", later)));
        assertThat(state.isolates().get("i1")).isEqualTo(new Isolate(7, MIDNIGHT));

        take(later + 60 * MINUTE, report("i2", 2, later, opened("v-1", "L1", later)));

        assertThat(state.isolates().changed()).containsEntry("i1", null);
        assertThat(state.isolates().get("i2")).isEqualTo(new Isolate(2, later + 60 * MINUTE));
    }

    @Test
    void what_is_new_about_a_link_is_told_with_its_counts_before() {
        List<LinkViews> first =
                take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT), opened("u-1", null, MIDNIGHT)));
        List<LinkViews> again = take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("v-1", "L1", MIDNIGHT)));
        List<LinkViews> second = take(MIDNIGHT, report("i1", 2, MIDNIGHT, opened("v-2", "L1", MIDNIGHT)));

        assertThat(first).singleElement().satisfies(link -> {
            assertThat(link.linkId()).isEqualTo("L1");
            assertThat(link.before()).isEqualTo(ViewCounts.NONE);
            assertThat(link.after().opens()).isEqualTo(1);
            assertThat(link.viewers()).containsOnlyKeys("v-1");
            assertThat(link.reported()).hasSize(1);
            assertThat(link.offset()).isZero();
        });
        assertThat(again).isEmpty();
        assertThat(second).singleElement().satisfies(link -> {
            assertThat(link.before().opens()).isEqualTo(1);
            assertThat(link.viewers()).containsOnlyKeys("v-2");
            assertThat(link.offset()).isEqualTo(2);
        });
    }

    @Test
    void a_viewer_with_the_name_of_all_viewers_is_not_counted() {
        take(MIDNIGHT, report("i1", 1, MIDNIGHT, opened("*", "L1", MIDNIGHT)));
        take(MIDNIGHT, new ViewerErased("L1", "*", "ada"));

        assertThat(state.counts().changed()).isEmpty();
    }

    @Test
    void the_first_week_begins_on_the_first_monday() {
        assertThat(EdgeTimes.week(Duration.ofDays(4).toMillis())).isZero();
        assertThat(EdgeTimes.week(Duration.ofDays(11).toMillis() - 1)).isZero();
        assertThat(EdgeTimes.week(Duration.ofDays(11).toMillis())).isEqualTo(1);
    }

    private static Refused revoked(String handle, long firstAt, long lastAt, long position) {
        return new Refused("revoked", handle, 3, firstAt, lastAt, position, position);
    }

    private static TokenViews from(long week, String country, String network) {
        return new TokenViews(
                "jti",
                "v-1",
                "L1",
                null,
                5,
                List.of(),
                1,
                1,
                1,
                new TreeMap<>(Map.of(country, 1L)),
                List.of(network),
                week,
                new Granted(MIDNIGHT, 7),
                List.of());
    }

    private List<LinkViews> take(long time, @Nullable UsageEvent event) {
        List<UsageRecord> records = new ArrayList<>();
        records.add(new UsageRecord(offset++, time, event));
        return ViewsFold.fold(records, state);
    }

    private ViewCounts counts(String owner, String viewer) {
        return Objects.requireNonNull(state.counts().get(new HashField(owner, viewer)));
    }

    private ViewCounts link(String owner) {
        return counts(owner, ViewCounts.ALL_VIEWERS);
    }
}
