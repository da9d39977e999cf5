package dev.edgepass.consumer.archive.core;

import static dev.edgepass.consumer.archive.core.TestArchive.LOG;
import static dev.edgepass.consumer.archive.core.TestArchive.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.archive.core.MemoryStore.Failure;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import dev.edgepass.tlog.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSealTest {
    private final TestArchive archive = new TestArchive();

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 255, 256, 257, 512, 70_000})
    void an_archive_of_any_size_holds_for_who_has_the_public_key(int size) throws Exception {
        archive.grow(size);

        assertThat(archive.seal().size()).isEqualTo(size);
        assertThat(archive.findings(LOG)).isEmpty();
    }

    @Test
    void a_topic_without_records_has_no_object() throws Exception {
        assertThat(archive.seal()).isEqualTo(Sealed.NONE);
        assertThat(archive.store.objects).isEmpty();
        assertThat(archive.memory.notes).isEmpty();
    }

    @Test
    void an_archive_that_grows_by_small_seals_is_the_same_as_one_that_was_sealed_once() throws Exception {
        LogSeal writer = archive.writer();
        for (int end : new int[] {1, 2, 250, 255, 256, 257, 300, 700}) {
            writer.seal(archive.grow(end).records(), end);
            assertThat(archive.findings(LOG)).isEmpty();
        }
        TestArchive other = new TestArchive().grow(700);
        other.seal();

        other.store.objects.forEach((key, object) -> {
            if (!key.startsWith(LogObjects.CHECKPOINTS)) {
                assertThat(archive.store.objects.get(key).bytes()).as(key).isEqualTo(object.bytes());
            }
        });
    }

    @Test
    void nothing_is_written_where_nothing_came() throws Exception {
        archive.grow(300).seal();
        archive.store.puts.clear();

        archive.seal();

        assertThat(archive.store.puts).isEmpty();
    }

    @Test
    void a_seal_is_three_writes_and_two_more_for_each_full_tile() throws Exception {
        archive.grow(10).seal();
        assertThat(archive.store.tried(key -> !key.startsWith("blob/"))).isEqualTo(3);
        archive.grow(300).seal();
        assertThat(archive.store.tried(key -> !key.startsWith("blob/"))).isEqualTo(3 + 3 + 2 + 1);

        // The tile of level 1 stays as it is.
        archive.grow(301).seal();
        assertThat(archive.store.tried(key -> !key.startsWith("blob/"))).isEqualTo(9 + 3);
    }

    @Test
    void partial_tiles_are_deleted_once_the_full_one_is_signed_and_never_before() throws Exception {
        LogSeal writer = archive.writer();
        writer.seal(archive.grow(3).records(), 3);
        writer.seal(archive.grow(200).records(), 200);
        assertThat(archive.store.deleted).isEmpty();

        writer.seal(archive.grow(300).records(), 300);

        assertThat(archive.store.deleted).hasSize(4).allMatch(key -> key.endsWith(".p/3") || key.endsWith(".p/200"));
        assertThat(archive.findings(LOG)).isEmpty();
    }

    @Test
    void what_a_stopped_writer_left_is_deleted_by_the_next_one() throws Exception {
        archive.grow(200).seal();
        archive.store.put("partial/" + LOG.folder() + "/0/000.p/210", new byte[] {1});
        archive.grow(300).seal();

        assertThat(archive.store.deleted).contains("partial/" + LOG.folder() + "/0/000.p/210");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void a_writer_that_stops_at_any_call_of_the_bucket_is_followed_by_one_that_goes_on(Failure failure)
            throws Exception {
        int stops = 0;
        for (int calls = 0; ; calls++) {
            TestArchive tried = new TestArchive().grow(250);
            tried.seal();
            LogSeal first = tried.writer();
            first.seal(tried.records(), 250);
            tried.grow(520).store.failAfter(calls, failure);
            try {
                first.seal(tried.records(), 520);
            } catch (R2Unavailable e) {
                stops++;
            }
            boolean isDone = !tried.store.hasFailed();
            tried.store.failAfter(Integer.MAX_VALUE, failure);
            // The topic may have grown meanwhile.
            tried.grow(521);

            assertThat(tried.seal().size()).as("after %s calls", calls).isEqualTo(521);
            assertThat(tried.findings(LOG)).as("after %s calls", calls).isEmpty();
            if (isDone) {
                assertThat(stops).isEqualTo(calls).isGreaterThan(10);
                return;
            }
        }
    }

    @Test
    void a_writer_that_stops_at_any_write_of_the_memory_is_followed_by_one_that_goes_on() throws Exception {
        for (int writes = 0; writes < 4; writes++) {
            TestArchive tried = new TestArchive().grow(100);
            tried.memory.failAfter(writes);
            for (int end : new int[] {100, 200}) {
                try {
                    tried.grow(end).seal();
                } catch (UncheckedIOException e) {
                    assertThat(e).hasMessageContaining("the disk is full");
                }
            }
            assertThat(tried.memory.hasFailed()).isTrue();

            assertThat(tried.grow(201).seal().size()).isEqualTo(201);
            assertThat(tried.findings(LOG)).isEmpty();
        }
    }

    @Test
    void nothing_is_signed_that_isnt_remembered_first() {
        archive.grow(5).memory.failAfter(0);

        assertThatThrownBy(archive::seal).isInstanceOf(UncheckedIOException.class);
        assertThat(archive.store.objects).doesNotContainKey(archive.checkpointKey());
    }

    @Test
    void what_was_signed_comes_into_the_bucket_before_anything_else_is_signed() throws Exception {
        archive.grow(100).seal();
        LogSeal writer = archive.writer();
        int calls = 0;
        while (archive.memory.signed(LOG).map(String::new).orElseThrow().contains("\n100\n")) {
            archive.store.failAfter(calls++, Failure.NOT_DONE);
            assertThatThrownBy(() -> writer.seal(archive.grow(110).records(), 110))
                    .isInstanceOf(R2Unavailable.class);
        }
        byte[] signed = archive.memory.signed(LOG).orElseThrow();
        assertThat(archive.checkpoint()).isNotEqualTo(signed);

        // No record came.
        assertThat(archive.seal().size()).isEqualTo(110);
        assertThat(archive.checkpoint()).isEqualTo(signed);
    }

    @Test
    void of_two_writers_at_once_one_is_first_and_the_other_goes_on_from_there() throws Exception {
        archive.grow(100).seal();
        TestArchive other = new TestArchive();
        other.store = archive.store;
        archive.grow(300);
        archive.store.beforeCheckpoint = () -> {
            try {
                other.grow(280).seal();
            } catch (IOException | ArchiveStopped e) {
                throw new AssertionError(e);
            }
        };

        assertThatThrownBy(archive::seal).isInstanceOf(LogSeal.Overtaken.class);
        assertThat(archive.seal().size()).isEqualTo(300);
        assertThat(other.writer().look().size()).isEqualTo(300);
        assertThat(other.grow(310).seal().size()).isEqualTo(310);
        assertThat(archive.findings(LOG)).isEmpty();
    }

    @Test
    void a_checkpoint_that_was_put_back_is_refused_until_the_remembered_one_is_there_again() throws Exception {
        archive.grow(100).seal();
        byte[] older = archive.checkpoint();
        archive.grow(200).seal();
        byte[] newer = archive.checkpoint();
        archive.store.put(archive.checkpointKey(), older);
        archive.store.puts.clear();

        assertThatThrownBy(archive::seal)
                .isInstanceOf(ArchiveStopped.class)
                .hasMessage("its checkpoint was put back: it is of 100 events (expected: at least 200)");
        assertThatThrownBy(() -> archive.writer().look()).isInstanceOf(ArchiveStopped.class);
        assertThat(archive.store.puts).isEmpty();
        assertThat(archive.memory.notes.get(LOG.earlierId() + ".contradiction")).isEqualTo(older);

        archive.store.put(archive.checkpointKey(), archive.memory.seen(LOG).orElseThrow());
        assertThat(archive.memory.seen(LOG)).hasValue(newer);
        assertThat(archive.grow(201).seal().size()).isEqualTo(201);
    }

    @Test
    void a_checkpoint_that_is_gone_is_refused() throws Exception {
        archive.grow(100).seal();
        archive.store.objects.remove(archive.checkpointKey());

        assertThatThrownBy(archive::seal)
                .hasMessage("its checkpoint is gone from the bucket (expected: one of at least 100 events)");
    }

    @Test
    void another_tree_that_the_same_key_has_signed_is_refused() throws Exception {
        archive.grow(100).seal();
        TestArchive forged = new TestArchive();
        for (int i = 0; i < 150; i++) {
            forged.topic.add(message(i, "b"));
        }
        forged.seal();
        archive.store = forged.store;

        assertThatThrownBy(() -> archive.writer().look())
                .hasMessage("its checkpoint of 150 events doesn't continue the one of 100 before");
    }

    @Test
    void a_checkpoint_of_another_key_or_log_is_refused() throws Exception {
        archive.grow(100).seal();
        TestArchive other = new TestArchive();
        other.store = archive.store;
        LogSeal stranger = new LogSeal(
                new ArchiveKey(TestArchive.KEY.name(), SigningKey.generate()),
                LOG,
                other.objects(LOG),
                other.memory,
                InstantSource.system());

        assertThatThrownBy(stranger::look)
                .isInstanceOf(ArchiveStopped.class)
                .hasMessageContaining("isn't one of this archive's key and name");

        LogName elsewhere = new LogName(LOG.topic(), LOG.partition(), "BBBBBBBBBBBBBBBBBBBBBB", 0);
        archive.store.put(LogObjects.CHECKPOINTS + elsewhere.folder(), archive.checkpoint());
        assertThatThrownBy(() -> other.writer(elsewhere).look()).hasMessageContaining("its origin is");
    }

    @Test
    void a_memory_that_was_altered_is_refused() throws Exception {
        archive.grow(100).seal();
        archive.memory.notes.get(LOG.earlierId() + ".seen")[30] ^= 1;

        assertThatThrownBy(archive::seal).hasMessageContaining("the memory of its last checkpoint is altered");
    }

    @Test
    void a_tile_with_other_bytes_is_refused_and_stays() throws Exception {
        String key = "tile/" + LOG.folder() + "/entries/000";
        archive.store.put(key, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> archive.grow(300).seal())
                .isInstanceOf(ArchiveStopped.class)
                .hasMessageContaining(key + " has other bytes");
        assertThat(archive.store.objects.get(key).bytes()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial/%s/0/000.p/100", "partial/%s/entries/000.p/100"})
    void a_right_edge_that_was_altered_is_refused(String key) throws Exception {
        archive.grow(100).seal();
        byte[] edge = archive.store.objects.get(key.formatted(LOG.folder())).bytes();
        edge[edge.length / 2] ^= 1;

        assertThatThrownBy(() -> archive.grow(101).seal()).isInstanceOf(ArchiveStopped.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 9})
    void an_offset_without_a_record_is_said_and_no_hole_is_archived(int missing) {
        archive.grow(10).topic.remove(missing);

        assertThatThrownBy(() -> archive.writer().seal(archive.records(), 10))
                .isInstanceOf(ArchiveStopped.class)
                .hasMessageContaining("the topic has no record at offset " + missing);
        assertThat(archive.store.objects).doesNotContainKey(archive.checkpointKey());
    }

    @Test
    void a_topic_that_went_back_is_refused() throws Exception {
        archive.grow(100).seal();
        archive.topic.subList(90, 100).clear();

        assertThatThrownBy(archive::seal)
                .hasMessageStartingWith("the topic went back: it ends at offset 90 (expected: at least 100");
    }

    @Test
    void a_topic_that_lost_records_and_grew_again_is_refused_and_goes_on_as_another_log() throws Exception {
        archive.grow(100).seal();
        archive.topic.subList(90, 100).clear();
        for (int i = 90; i < 120; i++) {
            archive.topic.add(message(i, "b"));
        }

        assertThatThrownBy(archive::seal)
                .hasMessage(
                        "the topic has another record at offset 99 than is archived. Where the topic lost records"
                                + " and goes on without them, begin another log: edgepass.archive.epochs=edgepass.control-0-100");

        LogName next = new LogName(LOG.topic(), LOG.partition(), LOG.topicId(), 100);
        assertThat(archive.writer(next).seal(archive.records(), 120).size()).isEqualTo(120);
        assertThat(archive.findings(next)).isEmpty();
        assertThat(archive.findings(LOG)).isEmpty();
        assertThat(List.of(LOG, next)).extracting(log -> log.origin("a")).doesNotHaveDuplicates();
    }
}
