package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtraFilesTest {
    private static final List<byte[]> ENTRIES = Entries.of(600);

    @Test
    void partial_tiles_of_earlier_sizes_may_stay() throws IOException {
        MemoryLog log = new MemoryLog();
        TreeWriter writer = TreeWriter.begin(log);
        Entries.append(writer, ENTRIES.subList(0, 100));
        Entries.append(writer, ENTRIES.subList(100, 400));
        Entries.append(writer, ENTRIES.subList(400, 420));

        assertThat(log.files()).containsKeys("tile/0/000.p/100", "tile/entries/001.p/144");
        assertThat(extra(log, 420)).isEmpty();
    }

    @Test
    void one_that_begins_in_another_way_was_altered() throws IOException {
        MemoryLog log = new MemoryLog();
        TreeWriter writer = TreeWriter.begin(log);
        Entries.append(writer, ENTRIES.subList(0, 3));
        Entries.append(writer, ENTRIES.subList(3, 300));
        for (String path : List.of("tile/0/000.p/3", "tile/entries/000.p/3")) {
            byte[] bytes = log.file(path);
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));

                assertThat(extra(log.with(path, flipped), 300))
                        .singleElement()
                        .asString()
                        .startsWith(path);
            }
            assertThat(extra(log.with(path, new byte[0]), 300)).isNotEmpty();
        }
    }

    @Test
    void what_the_checkpoint_doesnt_stand_for_is_named() throws IOException {
        MemoryLog log = Entries.log(ENTRIES);

        assertThat(extra(log, 599))
                .containsExactly(
                        "tile/0/002.p/88: not of this log: the checkpoint is of 599 events, without it",
                        "tile/entries/002.p/88: not of this log: the checkpoint is of 599 events, without it");
        assertThat(extra(log.with("tile/0/notes.txt", new byte[0]), 600))
                .containsExactly("tile/0/notes.txt: not of this log: no tile has that name");
        assertThat(extra(log.with("tile/7/000", new byte[0]), 600)).hasSize(1);
    }

    private static List<String> extra(MemoryLog log, long size) throws IOException {
        Findings findings = new Findings();
        ExtraFiles.find(log, size, findings);
        return findings.kept().stream().map(Finding::toString).toList();
    }
}
