package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.ACTOR;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.JsonReader;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.revocation.HandleChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeedFoldTest {
    private static final byte[] KEY = new byte[16];
    private static final int EVENTS = 200;
    private static final int LINKS = 12;

    static List<Long> seeds() {
        return new Random(3).longs(100).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_fold_that_was_sealed_pruned_and_restarted_at_any_place_says_what_a_map_of_everything_says(long seed) {
        Random random = new Random(seed);
        List<Entry> log = log(random);
        Map<Fingerprint, HandleState> expected = new HashMap<>();
        FeedFold fold = FeedFold.empty(KEY);
        long prunedTo = 0;
        for (Entry entry : log) {
            Fingerprinter fingerprinter = new Fingerprinter(KEY);
            HandleChange.of(entry.event(), entry.position())
                    .forEach(change -> expected.compute(
                            fingerprinter.of(change.handle()),
                            (handle, before) -> change.change().apply(before == null ? HandleState.CLEAR : before)));
            fold.apply(entry);
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> seal(fold, prunedTo, random);
                case 3 -> prunedTo = Math.max(prunedTo, fold.position() - random.nextInt(30_000));
                case 4 -> fold = restarted(fold, prunedTo, log);
                default -> {}
            }
        }

        assertThat(fold.inForce(prunedTo).toBytes())
                .isEqualTo(inForce(expected, prunedTo).toBytes());
        assertThat(fold.segments()).hasSizeLessThanOrEqualTo(MergePolicy.MOST_SEGMENTS);
    }

    /** Few links, so that blocks, lifts and cutoffs meet; positions that leap, so that the lift window matters. */
    private static List<Entry> log(Random random) {
        List<Entry> log = new ArrayList<>();
        long position = 0;
        for (int i = 0; i < EVENTS; i++) {
            position += 1 + (random.nextInt(4) == 0 ? random.nextInt(6_000) : 0);
            log.add(new Entry(position, 1_000 + i, event(random, position)));
        }
        return log;
    }

    private static ControlEvent event(Random random, long position) {
        Target target = link("L" + random.nextInt(LINKS));
        long basis = position - 1 - (random.nextBoolean() ? random.nextInt(50) : random.nextInt(12_000));
        return switch (random.nextInt(7)) {
            case 0 -> revoked("R", Effect.CUTOFF, target);
            case 1 -> revoked("R", Effect.BLOCK, target, link("L" + random.nextInt(LINKS)));
            case 2 -> new ControlEvent.LinkSuspended(target.id(), ACTOR);
            case 3 -> new ControlEvent.LinkResumed(target.id(), basis, ACTOR);
            case 4 -> lifted(revoked("R", Effect.BLOCK, target), basis);
            case 5 -> lifted(revoked("R", Effect.CUTOFF, target), basis);
            default ->
                new ControlEvent.RevocationLifted("R", List.of(target), Effect.BLOCK, basis, List.of("S"), ACTOR);
        };
    }

    private static void seal(FeedFold fold, long prunedTo, Random random) {
        Segment merged = fold.beginSeal(prunedTo, random.nextInt(4) == 0);
        if (random.nextInt(4) == 0) {
            fold.sealFailed();
        } else {
            fold.sealed(merged.size() == 0 ? null : NamedSegment.of(merged));
        }
    }

    /** From what the stores have: the head's text and the segments' bytes; and the log from where the fold asks for it. */
    private static FeedFold restarted(FeedFold fold, long prunedTo, List<Entry> log) {
        FeedHead head = FeedHead.of(
                JsonReader.readObject(fold.head(1, 1, "p", 1, prunedTo, "t").toJson()));
        FeedFold restarted = FeedFold.of(
                head,
                fold.segments().stream()
                        .map(named -> Segment.of(named.segment().toBytes()))
                        .toList());
        log.stream()
                .filter(entry -> entry.position() > restarted.resumeFrom() && entry.position() <= fold.position())
                .forEach(restarted::apply);
        return restarted;
    }

    private static Segment inForce(Map<Fingerprint, HandleState> states, long prunedTo) {
        SortedMap<Fingerprint, HandleState> inForce = new TreeMap<>(states);
        inForce.replaceAll(
                (handle, state) -> state.cutoff() <= prunedTo ? new HandleState(0, state.blockedAt()) : state);
        inForce.values().removeIf(HandleState::isClear);
        return Segment.of(inForce);
    }

    @Test
    void a_lift_after_a_restart_ends_no_block_that_its_decider_had_not_seen() {
        List<Entry> log = List.of(
                new Entry(1, 1, revoked("R1", Effect.BLOCK, link("L"))),
                new Entry(2, 2, revoked("R2", Effect.BLOCK, link("L"))));
        FeedFold fold = FeedFold.empty(KEY);
        log.forEach(fold::apply);
        FeedFold restarted = restarted(fold, 0, log);

        restarted.apply(new Entry(3, 3, lifted(revoked("R1", Effect.BLOCK, link("L")), 1)));
        assertThat(restarted.inForce(0).size()).isEqualTo(1);
        restarted.apply(new Entry(4, 4, lifted(revoked("R2", Effect.BLOCK, link("L")), 3)));
        assertThat(restarted.inForce(0).size()).isZero();
    }

    @Test
    void a_hundred_thousand_entries_stay_few_segments_and_a_short_tail() {
        FeedFold fold = FeedFold.empty(KEY);
        for (int i = 1; i <= 100_000; i++) {
            fold.apply(new Entry(i, i, revoked("R", Effect.BLOCK, link("L" + i))));
            fold.sealLargeTailInMemory(0);
        }

        assertThat(fold.segments()).hasSizeLessThanOrEqualTo(MergePolicy.MOST_SEGMENTS);
        assertThat(fold.tailSize()).isLessThan(20_001);
        assertThat(fold.inForce(0).size()).isEqualTo(100_000);
    }

    @Test
    void blocks_that_the_log_lost_are_carried_over_once_and_end_like_any_other() {
        FeedFold earlier = FeedFold.empty(KEY);
        earlier.apply(new Entry(1, 1, revoked("R1", Effect.BLOCK, link("kept"), link("lost"))));
        earlier.apply(new Entry(2, 2, revoked("R2", Effect.CUTOFF, link("cut"))));
        FeedFold fold = FeedFold.empty(KEY);
        fold.apply(new Entry(1, 1, revoked("R1", Effect.BLOCK, link("kept"))));

        assertThat(fold.carryOverBlocks(earlier.inForce(0), 0)).isEqualTo(1);
        assertThat(fold.carryOverBlocks(earlier.inForce(0), 0)).isZero();
        assertThat(fold.inForce(0).size()).isEqualTo(2);

        ControlEvent.Revoked again = revoked("R3", Effect.BLOCK, link("lost"));
        fold.apply(new Entry(2, 3, again));
        fold.apply(new Entry(3, 4, lifted(again, 2)));
        assertThat(fold.inForce(0).size()).isEqualTo(1);
    }
}
