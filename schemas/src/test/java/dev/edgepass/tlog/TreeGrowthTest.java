package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** A log grows to the same files in whatever steps. */
class TreeGrowthTest {
    private static final int MOST = 1_100;
    private static final List<byte[]> ENTRIES = Entries.of(MOST);

    @Property(tries = 100)
    void tiles_written_in_any_steps_are_those_written_at_once(@ForAll("steps") List<Integer> steps) throws IOException {
        MemoryLog grown = new MemoryLog();
        TreeHead head = new TreeHead(0, new MerkleHasher().empty());
        for (int step : steps) {
            int from = (int) head.size();
            List<byte[]> next = ENTRIES.subList(from, Math.min(MOST, from + step));
            // The sink refuses other bytes for a file that is there.
            head = Entries.append(TreeWriter.resume(head, grown, grown), next);
            assertThat(head.root()).isEqualTo(NaiveTree.root(ENTRIES.subList(0, (int) head.size())));
        }

        MemoryLog atOnce = Entries.log(ENTRIES.subList(0, (int) head.size()));

        assertThat(grown.files()).containsAllEntriesOf(atOnce.files());
        TileLayout layout = new TileLayout(head.size());
        assertThat(grown.files().keySet()).allSatisfy(path -> {
            TileName name = TileName.parse(path).orElseThrow();
            assertThat(layout.has(name) || layout.isReplaced(name)).isTrue();
        });
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.integers().between(0, 5)),
                        Tuple.of(2, Arbitraries.integers().between(250, 260)),
                        Tuple.of(1, Arbitraries.integers().between(0, 600)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Test
    void a_writer_that_goes_on_after_a_seal_puts_what_another_would() throws IOException {
        MemoryLog log = new MemoryLog();
        TreeWriter writer = TreeWriter.begin(log);
        Entries.append(writer, ENTRIES.subList(0, 10));

        TreeHead head = Entries.append(writer, ENTRIES.subList(10, 300));

        assertThat(head.root()).isEqualTo(NaiveTree.root(ENTRIES.subList(0, 300)));
        assertThat(log.file("tile/entries/000"))
                .isEqualTo(Entries.log(ENTRIES.subList(0, 300)).file("tile/entries/000"));
    }

    @Test
    void a_write_that_was_cut_off_at_any_file_is_repeated() throws IOException {
        MemoryLog log = Entries.log(ENTRIES.subList(0, 250));
        TreeHead head = new TreeHead(250, NaiveTree.root(ENTRIES.subList(0, 250)));
        List<byte[]> next = ENTRIES.subList(250, 600);
        int files = 0;
        for (int allowed = 0; files == 0; allowed++) {
            if (isWhole(TreeWriter.resume(head, log, new CutOff(log, allowed)), next)) {
                files = allowed;
            }
        }

        assertThat(files).isEqualTo(7);
        assertThat(log.files())
                .containsAllEntriesOf(Entries.log(ENTRIES.subList(0, 600)).files());
    }

    @Test
    void where_the_full_tile_has_replaced_the_partial_one_it_is_read_instead() throws IOException {
        MemoryLog log = Entries.log(ENTRIES.subList(0, 300));
        TreeHead before = new TreeHead(200, NaiveTree.root(ENTRIES.subList(0, 200)));

        assertThat(TreeWriter.resume(before, log, log).head()).isEqualTo(before);
        assertThat(new TreeReader(log, 200).inclusion(7, 200).path())
                .isEqualTo(NaiveTree.path(7, ENTRIES.subList(0, 200)));
        assertThat(new TreeReader(log, 200).entry(7)).isEqualTo(ENTRIES.get(7));
    }

    @Test
    void nothing_is_appended_to_an_edge_that_isnt_the_checkpoints() throws IOException {
        MemoryLog log = Entries.log(ENTRIES.subList(0, 300));
        TreeHead head = new TreeHead(300, NaiveTree.root(ENTRIES.subList(0, 300)));
        byte[] otherBundle = Entries.log(ENTRIES.subList(1, 45)).file("tile/entries/000.p/44");

        for (MemoryLog altered : List.of(
                log.with("tile/0/001.p/44", new byte[44 * Hash.SIZE]),
                log.with("tile/0/001.p/44", new byte[43 * Hash.SIZE]),
                log.without("tile/1/000.p/1"),
                log.without("tile/entries/001.p/44"),
                log.with("tile/entries/001.p/44", otherBundle),
                log.with("tile/entries/001.p/44", new byte[3]))) {
            assertThatThrownBy(() -> TreeWriter.resume(head, altered, altered)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void an_entry_may_have_65535_bytes_and_no_more() throws IOException {
        MemoryLog log = new MemoryLog();
        TreeWriter writer = TreeWriter.begin(log);
        byte[] longest = new byte[65_535];

        writer.append(longest);
        writer.append(new byte[0]);
        writer.seal();

        assertThat(new TreeReader(log, 2).entry(0)).isEqualTo(longest);
        assertThat(new TreeReader(log, 2).entry(1)).isEmpty();
        assertThatThrownBy(() -> writer.append(new byte[65_536])).isInstanceOf(IllegalArgumentException.class);
        assertThat(writer.head().size()).isEqualTo(2);
    }

    private static boolean isWhole(TreeWriter writer, List<byte[]> entries) {
        try {
            Entries.append(writer, entries);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A store that is gone after some files. */
    private static final class CutOff implements LogSink {
        private final LogSink log;
        private int allowed;

        CutOff(LogSink log, int allowed) {
            this.log = log;
            this.allowed = allowed;
        }

        @Override
        public void put(TileName name, byte[] bytes) throws IOException {
            if (allowed-- == 0) {
                throw new IOException("cut off");
            }
            log.put(name, bytes);
        }
    }
}
