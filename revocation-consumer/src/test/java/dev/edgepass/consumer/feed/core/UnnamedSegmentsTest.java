package dev.edgepass.consumer.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.UnnamedSegments.Finding;
import dev.edgepass.consumer.feed.core.UnnamedSegments.Stored;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnnamedSegmentsTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long LONG_AGO = 0;
    private static final long NOW = 100 * DAY;

    @Test
    void one_that_is_named_stays_however_old_it_is() {
        Finding finding = sweep(UnnamedSegments.NONE, Set.of("a"), NOW, new Stored("a", LONG_AGO));

        assertThat(finding.toDelete()).isEmpty();
        assertThat(finding.unnamed().since()).isEmpty();
    }

    @Test
    void one_that_was_named_until_now_is_deleted_a_day_after_it_was_found_unnamed() {
        Finding first = sweep(UnnamedSegments.NONE, Set.of(), NOW, new Stored("a", LONG_AGO));
        Finding before = sweep(first.unnamed(), Set.of(), NOW + DAY - 1, new Stored("a", LONG_AGO));
        Finding after = sweep(before.unnamed(), Set.of(), NOW + DAY, new Stored("a", LONG_AGO));

        assertThat(first.toDelete()).isEmpty();
        assertThat(before.toDelete()).isEmpty();
        assertThat(after.toDelete()).containsExactly("a");
    }

    @Test
    void one_that_has_just_been_stored_waits_for_the_head_that_will_name_it() {
        Finding finding = sweep(UnnamedSegments.NONE, Set.of(), NOW, new Stored("a", NOW - 1_000));
        Finding named = sweep(finding.unnamed(), Set.of("a"), NOW + DAY, new Stored("a", NOW - 1_000));

        assertThat(finding.toDelete()).isEmpty();
        assertThat(named.toDelete()).isEmpty();
        assertThat(named.unnamed().since()).isEmpty();
    }

    @Test
    void one_that_was_named_meanwhile_begins_its_day_anew() {
        Finding first = sweep(UnnamedSegments.NONE, Set.of(), NOW, new Stored("a", LONG_AGO));
        Finding named = sweep(first.unnamed(), Set.of("a"), NOW + 2 * HOUR, new Stored("a", LONG_AGO));
        Finding again = sweep(named.unnamed(), Set.of(), NOW + DAY, new Stored("a", LONG_AGO));

        assertThat(again.toDelete()).isEmpty();
        assertThat(sweep(again.unnamed(), Set.of(), NOW + 2 * DAY, new Stored("a", LONG_AGO))
                        .toDelete())
                .containsExactly("a");
    }

    @Test
    void one_that_was_written_again_between_two_sweeps_begins_its_day_anew() {
        Finding first = sweep(UnnamedSegments.NONE, Set.of(), NOW, new Stored("a", LONG_AGO));

        assertThat(sweep(first.unnamed(), Set.of(), NOW + DAY, new Stored("a", NOW + HOUR))
                        .toDelete())
                .isEmpty();
    }

    @Test
    void one_that_another_publisher_recorded_is_deleted_by_who_takes_over_and_what_is_gone_is_forgotten() {
        UnnamedSegments kept = sweep(
                        UnnamedSegments.NONE, Set.of(), NOW, new Stored("a", LONG_AGO), new Stored("b", LONG_AGO))
                .unnamed();
        Finding after = sweep(kept, Set.of(), NOW + DAY, new Stored("a", LONG_AGO));

        assertThat(after.toDelete()).containsExactly("a");
        assertThat(after.unnamed().since()).containsOnlyKeys("a");
    }

    @Test
    void a_clock_that_jumped_ahead_and_back_deletes_nothing_early() {
        Finding ahead = sweep(UnnamedSegments.NONE, Set.of(), NOW + 10 * DAY, new Stored("a", LONG_AGO));
        Finding back = sweep(ahead.unnamed(), Set.of(), NOW, new Stored("a", LONG_AGO));

        assertThat(ahead.toDelete()).isEmpty();
        assertThat(back.toDelete()).isEmpty();
        assertThat(sweep(back.unnamed(), Set.of(), NOW + DAY, new Stored("a", LONG_AGO))
                        .toDelete())
                .containsExactly("a");
    }

    private static Finding sweep(UnnamedSegments before, Set<String> named, long now, Stored... stored) {
        return before.sweep(List.of(stored), named, now, UnnamedSegments.GRACE_MILLIS);
    }
}
