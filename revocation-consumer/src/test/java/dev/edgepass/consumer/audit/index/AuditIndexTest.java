package dev.edgepass.consumer.audit.index;

import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.consumer.audit.index.IndexReads.Place;
import dev.edgepass.consumer.audit.index.IndexReads.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditIndexTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void a_batch_that_begins_elsewhere_changes_nothing() {
        try (TestIndex index = new TestIndex(folder)) {
            index.append(linkCreated("L1"), NOON);
            IndexRow row = new IndexRow(0, NOON.toEpochMilli(), "", null, new long[0], null);

            boolean again = index.index()
                    .write(TestIndex.TOPIC_ID, List.of(new IndexBatch(LogNumber.CONTROL, 0, 0, List.of(row))));
            boolean another =
                    index.index().write("another", List.of(new IndexBatch(LogNumber.CONTROL, 0, 1, List.of(row))));

            assertThat(again).isFalse();
            assertThat(another).isFalse();
            Map<String, Long> indexed = index.read(IndexReads::indexed);
            assertThat(indexed).containsEntry("edgepass.control-0", 1L);
        }
    }

    @Test
    void what_was_written_is_there_after_a_restart_and_gone_after_a_drop() {
        try (TestIndex index = new TestIndex(folder)) {
            index.append(linkCreated("L1"), NOON);
        }
        try (TestIndex index = new TestIndex(folder)) {
            List<Long> there =
                    index.read(reads -> reads.controlIds(List.of(EventKeys.link("L1")), Long.MAX_VALUE, -1, 10));
            assertThat(there).hasSize(1);

            index.index().drop("a test");

            Map<String, Long> gone = index.read(IndexReads::indexed);
            assertThat(gone).containsEntry("edgepass.control-0", 0L);
        }
    }

    @Test
    void a_file_that_is_no_database_is_damaged_and_made_anew() throws IOException {
        Files.writeString(folder.resolve("index.db"), "no database at all, but some text".repeat(1_000));
        try (TestIndex index = new TestIndex(folder)) {
            assertThatThrownBy(() -> index.append(linkCreated("L1"), NOON)).isInstanceOf(IndexDamaged.class);

            index.index().drop("a test");

            assertThat(index.append(linkCreated("L1"), NOON)).isEqualTo(1);
        }
    }

    @Test
    void a_question_does_not_wait_for_what_is_written() throws Exception {
        try (TestIndex index = new TestIndex(folder)) {
            index.append(linkCreated("L1"), NOON);
            List<Map<String, Long>> meanwhile = new ArrayList<>();
            IndexRow row = new IndexRow(1, NOON.toEpochMilli(), "", null, new long[0], null);
            List<IndexRow> asksFirst = new AbstractList<>() {
                @Override
                public IndexRow get(int number) {
                    if (meanwhile.isEmpty()) {
                        meanwhile.add(CompletableFuture.supplyAsync(() -> index.read(IndexReads::indexed))
                                .orTimeout(60, TimeUnit.SECONDS)
                                .join());
                    }
                    return row;
                }

                @Override
                public int size() {
                    return 1;
                }
            };

            boolean written = index.index()
                    .write(TestIndex.TOPIC_ID, List.of(new IndexBatch(LogNumber.CONTROL, 0, 1, asksFirst)));

            assertThat(written).isTrue();
            assertThat(meanwhile.get(0)).containsEntry("edgepass.control-0", 1L);
        }
    }

    @Test
    void places_are_ascending_and_pages_of_them_have_each_once() {
        try (TestIndex index = new TestIndex(folder)) {
            for (int number = 0; number < 25; number++) {
                index.append(tokenIssued("t" + number, "bob", "L1"), NOON.plusMillis(number / 3));
            }
            List<Place> all = index.read(
                    reads -> reads.places(List.of(EventKeys.subject("bob")), Span.ALL, Place.BEGIN, 100, true));

            Place after = Place.BEGIN;
            for (int from = 0; from < 25; from += 10) {
                Place place = after;
                List<Place> page =
                        index.read(reads -> reads.places(List.of(EventKeys.subject("bob")), Span.ALL, place, 10, true));
                assertThat(page).isEqualTo(all.subList(from, Math.min(from + 10, 25)));
                after = page.get(page.size() - 1);
            }
            assertThat(all).hasSize(25);
        }
    }

    @Test
    void the_position_at_a_time_is_behind_the_last_record_of_it() {
        try (TestIndex index = new TestIndex(folder)) {
            index.append(linkCreated("L1"), NOON);
            index.append(linkCreated("L2"), NOON);
            index.append(linkCreated("L3"), NOON.plusMillis(1));

            long atNoon = index.read(reads -> reads.positionAt(NOON.toEpochMilli()));
            long before = index.read(reads -> reads.positionAt(NOON.toEpochMilli() - 1));
            assertThat(atNoon).isEqualTo(2);
            assertThat(before).isZero();
        }
    }

    @Test
    void the_position_at_a_time_has_a_record_of_a_clock_that_was_set_back() {
        try (TestIndex index = new TestIndex(folder)) {
            index.append(linkCreated("L1"), NOON);
            index.append(linkCreated("L2"), NOON.minusSeconds(10));

            long afterBoth =
                    index.read(reads -> reads.positionAt(NOON.plusSeconds(5).toEpochMilli()));
            assertThat(afterBoth).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_position_at_a_time_is_that_of_a_scan_whatever_the_clocks_and_the_batches(long seed) {
        Random random = new Random(seed);
        List<Long> times = new ArrayList<>();
        try (TestIndex index = new TestIndex(folder)) {
            while (times.size() < 200) {
                List<IndexRow> rows = new ArrayList<>();
                int from = times.size();
                for (int more = 1 + random.nextInt(5); more > 0; more--) {
                    times.add((long) times.size() + random.nextInt(20));
                    rows.add(new IndexRow(times.size() - 1, times.get(times.size() - 1), "", null, new long[0], null));
                }
                index.index().write(TestIndex.TOPIC_ID, List.of(new IndexBatch(LogNumber.CONTROL, 0, from, rows)));
            }
            for (long time = 0; time < 230; time++) {
                long scanned = 0;
                for (int offset = 0; offset < times.size(); offset++) {
                    scanned = times.get(offset) <= time ? offset + 1 : scanned;
                }
                long at = time;
                long found = index.read(reads -> reads.positionAt(at));
                assertThat(found).as("seed %d, time %d", seed, time).isEqualTo(scanned);
            }
        }
    }
}
