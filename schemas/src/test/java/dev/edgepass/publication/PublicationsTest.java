package dev.edgepass.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.EpochBegan;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.FeedPublished.Head;
import dev.edgepass.event.FeedPublished.Replaced;
import dev.edgepass.publication.KnownAtEdge.Between;
import dev.edgepass.publication.KnownAtEdge.Reason;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublicationsTest {
    private static final String LOG = "topic-1";
    private static final long BOUND = KnownAtEdge.BOUND_MILLIS;

    private final Publications publications = new Publications();

    private static FeedPublished event(long term, @Nullable Replaced after, long through, Head... heads) {
        return new FeedPublished("p1", LOG, term, after, through, List.of(heads), List.of(), 0);
    }

    private static Replaced found(long term, long sequence, long position, long writtenAt) {
        return new Replaced(term, sequence, position, writtenAt);
    }

    private static Replaced own(long term, long sequence, long position) {
        return new Replaced(term, sequence, position, 0);
    }

    private void assertUnknown(long position, Reason reason) {
        assertThat(publications.of(LOG, position)).isEqualTo(new Unknown(reason));
    }

    private void assertKnown(long position, long notBefore, long storedBy) {
        assertThat(publications.of(LOG, position)).isEqualTo(new Between(notBefore, storedBy + BOUND));
    }

    @Test
    void each_position_up_to_a_head_s_is_known_from_its_write_to_the_bound_after_its_acknowledgement() {
        publications.add(event(
                7,
                found(6, 10, 40, 90_000),
                14,
                new Head(11, 40, 100_000, 100_200),
                new Head(13, 43, 105_000, 105_300)));

        assertKnown(41, 105_000, 105_300);
        assertKnown(43, 105_000, 105_300);
    }

    @Test
    void what_the_edge_had_when_the_record_began_isnt_known() {
        publications.add(event(7, found(6, 10, 40, 90_000), 11, new Head(11, 40, 100_000, 100_200)));

        assertUnknown(40, Reason.BEFORE_THE_RECORD);
        assertUnknown(1, Reason.BEFORE_THE_RECORD);
    }

    @Test
    void what_isnt_recorded_yet_isnt_known() {
        assertUnknown(1, Reason.NOT_RECORDED);
        publications.add(event(7, found(6, 10, 40, 90_000), 11, new Head(11, 41, 100_000, 100_200)));

        assertUnknown(42, Reason.NOT_RECORDED);
    }

    @Test
    void a_missing_record_is_a_gap_and_what_lies_beside_it_is_known() {
        publications.add(event(7, found(6, 10, 40, 90_000), 11, new Head(11, 42, 100_000, 100_200)));
        publications.add(event(7, own(7, 30, 50), 31, new Head(31, 52, 200_000, 200_200)));

        assertKnown(42, 100_000, 100_200);
        assertUnknown(43, Reason.GAP);
        assertUnknown(50, Reason.GAP);
        assertKnown(51, 200_000, 200_200);
    }

    @Test
    void a_head_that_a_successor_found_bounds_what_its_publisher_didnt_record() {
        publications.add(event(7, found(6, 10, 40, 90_000), 11, new Head(11, 42, 100_000, 100_200)));
        publications.add(event(8, found(7, 15, 45, 110_000), 16, new Head(16, 46, 120_000, 120_200)));

        assertKnown(43, 100_000, 111_000);
        assertKnown(45, 100_000, 111_000);
        assertKnown(46, 120_000, 120_200);
    }

    @Test
    void a_record_that_comes_late_makes_exact_what_was_bounded() {
        FeedPublished late = event(7, own(7, 11, 42), 15, new Head(14, 45, 108_000, 108_400));
        publications.add(event(7, found(6, 10, 40, 90_000), 11, new Head(11, 42, 100_000, 100_200)));
        publications.add(event(8, found(7, 15, 45, 110_000), 16, new Head(16, 46, 120_000, 120_200)));
        publications.add(late);
        publications.add(late);

        assertKnown(44, 108_000, 108_400);
    }

    @Test
    void a_record_that_comes_again_merged_leaves_what_was_exact() {
        Head first = new Head(11, 42, 100_000, 100_200);
        Head second = new Head(12, 44, 103_000, 103_200);
        publications.add(event(7, found(6, 10, 40, 90_000), 12, new Head(12, 44, 100_000, 103_200)));
        assertKnown(41, 100_000, 103_200);
        publications.add(event(7, found(6, 10, 40, 90_000), 12, first, second));

        assertKnown(41, 100_000, 100_200);
        assertKnown(43, 103_000, 103_200);
    }

    @Test
    void without_a_head_in_r2_it_isnt_known_what_the_edge_had_from_an_earlier_one() {
        publications.add(event(7, null, 2, new Head(1, 5, 100_000, 100_200), new Head(2, 6, 103_000, 103_200)));

        assertUnknown(5, Reason.BEFORE_THE_RECORD);
        assertKnown(6, 103_000, 103_200);
    }

    @Test
    void a_record_that_the_feed_passed_over_is_not_in_force() {
        publications.add(new FeedPublished(
                "p1", LOG, 7, own(7, 10, 40), 11, List.of(new Head(11, 43, 100_000, 100_200)), List.of(41L), 0));

        assertKnown(41, 100_000, 100_200);
        assertUnknown(42, Reason.NOT_IN_FORCE);
        assertKnown(43, 100_000, 100_200);
    }

    @Test
    void a_clock_that_was_off_widens_the_answer_to_the_side_where_the_truth_is() {
        publications.add(new FeedPublished(
                "p1", LOG, 7, own(7, 10, 40), 11, List.of(new Head(11, 41, 100_000, 100_200)), List.of(), 3_000));
        publications.add(new FeedPublished(
                "p1", LOG, 7, own(7, 11, 41), 12, List.of(new Head(12, 42, 110_000, 110_200)), List.of(), -4_000));

        assertKnown(41, 97_000, 100_200);
        assertKnown(42, 110_000, 114_200);
    }

    @Test
    void times_that_contradict_each_other_are_no_answer() {
        publications.add(event(7, own(7, 10, 40), 11, new Head(11, 42, 100_000, 100_200)));
        publications.add(event(8, found(7, 15, 45, 80_000), 16, new Head(16, 46, 120_000, 120_200)));

        assertUnknown(44, Reason.CONTRADICTION);
    }

    @Test
    void another_log_has_other_records_at_the_same_positions() {
        publications.add(event(7, own(7, 10, 40), 11, new Head(11, 41, 100_000, 100_200)));

        assertThat(publications.of("topic-2", 41)).isEqualTo(new Unknown(Reason.NOT_RECORDED));
    }

    @Test
    void where_the_same_log_went_back_no_position_from_before_is_certain() {
        publications.add(event(7, own(7, 10, 40), 11, new Head(11, 41, 100_000, 100_200), new Head(12, 50, 1, 1)));
        publications.add(new EpochBegan("topic-0", 41, "operator"), LOG);
        assertKnown(41, 100_000, 100_200);
        publications.add(new EpochBegan(LOG, 41, "operator"), LOG);

        assertUnknown(41, Reason.LOG_WENT_BACK);
        assertKnown(42, 1, 1);
    }
}
