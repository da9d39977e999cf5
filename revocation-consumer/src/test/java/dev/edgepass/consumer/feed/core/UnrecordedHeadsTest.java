package dev.edgepass.consumer.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.FeedPublished;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.Segment;
import dev.edgepass.publication.KnownAtEdge;
import dev.edgepass.publication.KnownAtEdge.Between;
import dev.edgepass.publication.KnownAtEdge.Reason;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import dev.edgepass.publication.Publications;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnrecordedHeadsTest {
    private static final String LOG = "topic-1";
    private static final LogGaps NO_GAPS = LogGaps.NONE;

    private final UnrecordedHeads unrecorded = new UnrecordedHeads(4, 2);

    static FeedHead head(long term, long sequence, long position, LogGaps gaps) {
        return new FeedHead(
                term, sequence, "p1", 0, position, 0, LOG, new byte[16], List.of(), List.of(), Segment.EMPTY, 0, gaps);
    }

    private static FeedPublished.Replaced replaced(long term, long sequence, long position, long writtenAt) {
        return new FeedPublished.Replaced(term, sequence, position, writtenAt);
    }

    /** Head {@code sequence} of term 7, at 100 times its sequence. */
    private void publish(long sequence, long position, long before) {
        unrecorded.published(new HeadWrite(
                head(7, sequence, position, NO_GAPS),
                replaced(7, sequence - 1, before, 0),
                100 * sequence,
                100 * sequence + 10));
    }

    private void takeOver() {
        unrecorded.published(new HeadWrite(head(7, 11, 40, NO_GAPS), replaced(6, 10, 40, 1_000), 1_100, 1_110));
    }

    private FeedPublished next() {
        return Objects.requireNonNull(unrecorded.next(0));
    }

    @Test
    void a_record_has_the_first_head_of_a_tenure_and_those_that_raised_the_position() {
        takeOver();
        publish(12, 40, 40);
        publish(13, 42, 40);
        publish(14, 42, 42);

        assertThat(unrecorded.next(5))
                .isEqualTo(new FeedPublished(
                        "p1",
                        LOG,
                        7,
                        replaced(6, 10, 40, 1_000),
                        14,
                        List.of(
                                new FeedPublished.Head(11, 40, 1_100, 1_110),
                                new FeedPublished.Head(13, 42, 1_300, 1_310)),
                        List.of(),
                        5));
        assertThat(unrecorded.size()).isEqualTo(2);
        assertThat(unrecorded.oldestSentAt()).isEqualTo(1_100);
    }

    @Test
    void the_next_record_follows_on_the_one_before_and_heartbeats_alone_make_none() {
        takeOver();
        FeedPublished first = next();
        publish(12, 41, 40);
        unrecorded.recorded(first);
        assertThat(next().after()).isEqualTo(replaced(7, 11, 40, 0));
        assertThat(next().heads()).containsExactly(new FeedPublished.Head(12, 41, 1_200, 1_210));

        unrecorded.recorded(next());
        publish(13, 41, 41);
        assertThat(unrecorded.next(0)).isNull();
        assertThat(unrecorded.oldestSentAt()).isNegative();
        publish(14, 42, 41);

        assertThat(next().after()).isEqualTo(replaced(7, 12, 41, 0));
        assertThat(next().through()).isEqualTo(14);
    }

    @Test
    void a_tenure_that_begins_anew_is_another_record() {
        takeOver();
        unrecorded.published(new HeadWrite(head(9, 20, 44, NO_GAPS), replaced(8, 19, 44, 2_000), 2_100, 2_110));

        FeedPublished first = next();
        assertThat(first.term()).isEqualTo(7);
        unrecorded.recorded(first);
        assertThat(next().after()).isEqualTo(replaced(8, 19, 44, 2_000));
    }

    @Test
    void of_too_many_heads_two_in_a_row_become_one() {
        takeOver();
        for (int i = 12; i <= 15; i++) {
            publish(i, 29 + i, 28 + i);
        }

        assertThat(next().heads())
                .containsExactly(
                        new FeedPublished.Head(12, 41, 1_100, 1_210),
                        new FeedPublished.Head(14, 43, 1_300, 1_410),
                        new FeedPublished.Head(15, 44, 1_500, 1_510));
        assertThat(unrecorded.dropped()).isZero();
    }

    @Test
    void of_too_many_tenures_the_oldest_is_dropped_and_counted() {
        for (long term = 7; term <= 9; term++) {
            unrecorded.published(
                    new HeadWrite(head(term, 10 * term, 40, NO_GAPS), replaced(term - 1, 10 * term - 1, 40, 1), 1, 1));
        }

        assertThat(next().term()).isEqualTo(8);
        assertThat(unrecorded.dropped()).isEqualTo(1);
    }

    @Test
    void records_that_were_passed_over_are_told_once_and_those_of_a_head_that_was_found_all() {
        LogGaps found = NO_GAPS.withUnreadable(3).withPassedOver(7);
        unrecorded.published(new HeadWrite(head(7, 11, 40, found), replaced(6, 10, 40, 1_000), 1_100, 1_110));
        assertThat(next().notInForce()).containsExactly(3L, 7L);
        unrecorded.recorded(next());
        unrecorded.published(
                new HeadWrite(head(7, 12, 42, found.withUnreadable(40)), replaced(7, 11, 40, 0), 1_200, 1_210));

        assertThat(next().notInForce()).containsExactly(40L);
    }

    @Property(tries = 2_000)
    void an_answer_always_contains_the_truth(@ForAll long seed) {
        Feed feed = new Feed(new Random(seed), true);
        feed.live();
        Publications publications = feed.recorded();
        for (long position = 1; position <= feed.position + 2; position++) {
            KnownAtEdge answer = publications.of(LOG, position);
            if (answer instanceof Between between) {
                long stored = feed.storedAt(position);
                assertThat(between.notBefore()).as("position %s", position).isLessThanOrEqualTo(stored);
                assertThat(between.atTheLatest())
                        .as("position %s", position)
                        .isGreaterThanOrEqualTo(stored + KnownAtEdge.BOUND_MILLIS);
            } else {
                assertThat(answer).isNotEqualTo(new Unknown(Reason.CONTRADICTION));
            }
        }
    }

    @Property(tries = 500)
    void whatever_publishers_die_of_all_is_known_where_the_log_loses_nothing(@ForAll long seed) {
        Feed feed = new Feed(new Random(seed), false);
        feed.live();
        Publications publications = feed.recorded();
        for (long position = feed.recordedAfter() + 1; position <= feed.recordedUpTo; position++) {
            assertThat(publications.of(LOG, position))
                    .as("position %s", position)
                    .isInstanceOf(Between.class);
        }
    }

    /** A feed's life under a true clock: publishers that die, stand still and come back, and a log of publications. */
    private static final class Feed {
        private final Random random;
        private final boolean lossy;
        private final NavigableMap<Long, Long> storedAt = new TreeMap<>();
        private final List<FeedPublished> log = new ArrayList<>();
        private final List<UnrecordedHeads> standingStill = new ArrayList<>();
        private UnrecordedHeads unrecorded = new UnrecordedHeads(4, 2);
        private FeedPublished.@Nullable Replaced stored;
        private long now = 1_000_000;
        private long term = 1;
        private long sequence;
        private long lastStoredAt;
        long position;
        long recordedUpTo;

        Feed(Random random, boolean lossy) {
            this.random = random;
            this.lossy = lossy;
            this.position = random.nextInt(3);
        }

        void live() {
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(lossy ? 12 : 9)) {
                    case 0, 1, 2, 3, 4 -> publish(true);
                    case 5, 6 -> record(unrecorded);
                    case 7 -> takeOver(false);
                    case 8 -> now += random.nextInt(20_000);
                    case 9 -> takeOver(true);
                    case 10 -> loseRecord();
                    default -> loseHead();
                }
            }
            publish(true);
            record(unrecorded);
            standingStill.forEach(this::record);
        }

        /** @param heard whether its publisher lives to hear of it */
        private void publish(boolean heard) {
            position += random.nextInt(3);
            now += 1_200;
            long sentAt = now;
            now += random.nextInt(400);
            long at = now;
            lastStoredAt = at;
            now += random.nextInt(400);
            for (long reached = storedAt.isEmpty() ? 0 : storedAt.lastKey() + 1; reached <= position; reached++) {
                storedAt.put(reached, at);
            }
            FeedHead head = head(term, ++sequence, position, NO_GAPS);
            if (heard) {
                unrecorded.published(new HeadWrite(head, stored, sentAt, now));
            }
            stored = replaced(term, sequence, position, 0);
        }

        private void record(UnrecordedHeads heads) {
            for (FeedPublished event = heads.next(0); event != null; event = heads.next(0)) {
                int outcome = random.nextInt(10);
                if (outcome < 9) {
                    log.add(event);
                }
                if (outcome < 8) {
                    heads.recorded(event);
                    recordedUpTo = Math.max(
                            recordedUpTo,
                            event.heads().get(event.heads().size() - 1).position());
                }
            }
        }

        /** Another publisher goes on from what it finds in the store. */
        private void takeOver(boolean comesBack) {
            if (random.nextBoolean() && sequence > 0) {
                publish(false);
            }
            if (comesBack) {
                standingStill.add(unrecorded);
            }
            unrecorded = new UnrecordedHeads(4, 2);
            FeedPublished.Replaced found = stored;
            if (found != null) {
                stored = replaced(found.term(), found.sequence(), found.position(), lastStoredAt / 1_000 * 1_000);
            }
            now += random.nextInt(15_000);
            term++;
        }

        private void loseRecord() {
            if (!log.isEmpty()) {
                log.remove(random.nextInt(log.size()));
            }
        }

        /** The head is deleted, and the feed made anew from the log. */
        private void loseHead() {
            stored = null;
            unrecorded = new UnrecordedHeads(4, 2);
            term++;
        }

        long storedAt(long reached) {
            return Objects.requireNonNull(storedAt.get(reached), () -> "position " + reached + " was never stored");
        }

        /** The position that the edge had when the record began. */
        long recordedAfter() {
            FeedPublished first = log.get(0);
            return first.after() == null
                    ? first.heads().get(0).position()
                    : first.after().position();
        }

        Publications recorded() {
            List<FeedPublished> events = new ArrayList<>(log);
            Collections.shuffle(events, random);
            Publications publications = new Publications();
            events.forEach(publications::add);
            return publications;
        }
    }
}
