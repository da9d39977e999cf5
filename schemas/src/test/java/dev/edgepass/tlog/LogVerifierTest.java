package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What was done to a log is found, and named. */
class LogVerifierTest {
    private static final int SIZE = 600;
    private static final List<byte[]> ENTRIES = Entries.of(SIZE);
    private static final MemoryLog LOG = log();
    private static final TreeHead HEAD = new TreeHead(SIZE, NaiveTree.root(ENTRIES));

    @Test
    void a_whole_log_holds_whatever_its_size() throws IOException {
        for (int size : List.of(0, 1, 2, 255, 256, 257, 511, 512, 513, 600)) {
            List<byte[]> entries = ENTRIES.subList(0, size);
            List<Long> progress = new ArrayList<>();
            Findings findings = new Findings();

            LogVerifier.verify(
                    Entries.log(entries),
                    new TreeHead(size, NaiveTree.root(entries)),
                    EntryCheck.NONE,
                    findings,
                    progress::add);

            assertThat(findings.kept()).isEmpty();
            assertThat(size == 0 ? 0L : progress.get(progress.size() - 1)).isEqualTo(size);
        }
    }

    @Test
    void a_log_of_three_levels_holds_and_its_alteration_is_named() throws IOException {
        List<byte[]> entries = Entries.of(70_000);
        MemoryLog log = new MemoryLog();
        TreeHead head = Entries.append(TreeWriter.begin(log), entries);

        assertThat(log.files().keySet()).hasSize(2 * 274 + 3);
        assertThat(findings(log, head)).isEmpty();
        assertThat(findings(flipped(log, "tile/entries/010", 100), head))
                .singleElement()
                .asString()
                .matches("event 25\\d\\d: altered \\(tile/entries/010\\)");
        assertThat(findings(flipped(log, "tile/1/000", 5_000), head)).containsExactly("tile/1/000: altered");
        assertThat(findings(flipped(log, "tile/2/000.p/1", 5), head)).containsExactly("tile/2/000.p/1: altered");
        assertThat(findings(flipped(log, "tile/0/100", 5), head)).containsExactly("tile/0/100: altered");
    }

    @Test
    void an_altered_event_is_named_by_its_position() throws IOException {
        MemoryLog altered = bundle(1, entries -> entries.set(17, "another".getBytes()));

        assertThat(findings(altered)).containsExactly("event 273: altered (tile/entries/001)");
    }

    @Test
    void a_removed_event_is_named_by_its_position() throws IOException {
        assertThat(findings(bundle(1, entries -> entries.remove(17))))
                .containsExactly("event 273: missing (tile/entries/001)");
        assertThat(findings(bundle(2, entries -> entries.remove(87))))
                .containsExactly("event 599: missing (tile/entries/002.p/88)");
    }

    @Test
    void an_inserted_event_is_named_by_its_place() throws IOException {
        assertThat(findings(bundle(1, entries -> entries.add(17, "another".getBytes()))))
                .containsExactly("event 273: not of this log (tile/entries/001): at or before this place");
        assertThat(findings(bundle(2, entries -> entries.add("another".getBytes()))))
                .containsExactly("event 600: not of this log (tile/entries/002.p/88): at or before this place");
        assertThat(findings(bundle(1, entries -> entries.add(17, entries.get(16)))))
                .isNotEmpty();
    }

    @Test
    void events_that_changed_places_are_named() throws IOException {
        assertThat(findings(bundle(1, entries -> Collections.swap(entries, 17, 200))))
                .containsExactly(
                        "event 273: out of its place (tile/entries/001)",
                        "event 456: out of its place (tile/entries/001)");
    }

    @Test
    void events_swapped_with_those_of_another_bundle_are_named() throws IOException {
        byte[] first = LOG.file("tile/entries/000");

        assertThat(findings(LOG.with("tile/entries/000", LOG.file("tile/entries/001"))
                        .with("tile/entries/001", first)))
                .containsExactly(
                        "events 0 to 255: altered (tile/entries/000)", "events 256 to 511: altered (tile/entries/001)");
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        assertThat(findings(LOG.without("tile/entries/001")))
                .containsExactly("events 256 to 511: missing (tile/entries/001)");
        for (String tile : List.of("tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2")) {
            assertThat(findings(LOG.without(tile))).containsExactly(tile + ": missing");
        }
    }

    @Test
    void a_cut_or_lengthened_file_is_named() throws IOException {
        for (String tile : List.of("tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2")) {
            byte[] bytes = LOG.file(tile);
            for (int length : List.of(0, 1, bytes.length - 1, bytes.length + 1, 9_000)) {
                MemoryLog cut = LOG.with(tile, Arrays.copyOf(bytes, length));
                // As a folder gives them: no more than is asked for.
                assertThat(findings(cut)).singleElement().asString().startsWith(tile + ": of another length");
            }
        }
        byte[] bundle = LOG.file("tile/entries/001");
        assertThat(findings(LOG.with("tile/entries/001", Arrays.copyOf(bundle, bundle.length - 1))))
                .containsExactly("event 511: missing (tile/entries/001)");
        assertThat(findings(LOG.with("tile/entries/001", Arrays.copyOf(bundle, bundle.length + 1))))
                .containsExactly("tile/entries/001: of another length: entry bundle: it ends within a length");
        assertThat(findings(LOG.with("tile/entries/001", new byte[0])))
                .containsExactly("events 256 to 511: missing (tile/entries/001)");
    }

    @Test
    void an_event_altered_together_with_its_tile_is_found_by_the_tile_above() throws IOException {
        byte[] tile = LOG.file("tile/0/001").clone();
        new MerkleHasher().leaf("another".getBytes()).copyTo(tile, 17);
        MemoryLog altered =
                bundle(1, entries -> entries.set(17, "another".getBytes())).with("tile/0/001", tile);

        assertThat(findings(altered))
                .containsExactly("events 256 to 511: altered (tile/0/001): at least one of them, with its tiles");
    }

    @Test
    void an_event_altered_where_its_tile_is_missing_is_found_too() throws IOException {
        MemoryLog altered = bundle(1, entries -> entries.set(17, "another".getBytes()));

        assertThat(findings(altered.without("tile/0/001")))
                .containsExactly(
                        "tile/0/001: missing",
                        "events 256 to 511: altered (tile/entries/001): which, its tile doesn't tell");
        assertThat(findings(LOG.without("tile/0/001").without("tile/entries/001")))
                .containsExactly("tile/0/001: missing", "events 256 to 511: missing (tile/entries/001)");
    }

    @Test
    void a_log_that_was_made_anew_isnt_the_signed_one() throws IOException {
        List<byte[]> others = new ArrayList<>(ENTRIES);
        others.set(17, "another".getBytes());

        assertThat(findings(Entries.log(others)))
                .singleElement()
                .asString()
                .startsWith("checkpoint: altered: its root isn't that of the files");
    }

    @Test
    void an_event_and_a_tile_on_its_way_up_altered_apart_are_both_named() throws IOException {
        MemoryLog altered = flipped(bundle(1, entries -> entries.set(17, "another".getBytes())), "tile/0/000", 40);

        assertThat(findings(altered))
                .containsExactlyInAnyOrder("event 273: altered (tile/entries/001)", "tile/0/000: altered");
    }

    @Test
    void a_log_that_is_put_right_while_it_is_read_doesnt_hold() throws IOException {
        List<String> reads = new ArrayList<>();
        LogFiles restless = (path, limit) -> {
            boolean isFirst = path.equals("tile/entries/001") && !reads.contains(path);
            reads.add(path);
            return (isFirst ? flipped(LOG, path, 5) : LOG).read(path, limit);
        };
        Findings findings = new Findings();

        LogVerifier.verify(restless, HEAD, EntryCheck.NONE, findings, done -> {});

        assertThat(findings.kept()).singleElement().hasToString("tile/0/001: altered: while it was read");
    }

    @Test
    void of_an_empty_folder_the_verifier_soon_has_enough() throws IOException {
        Findings findings = new Findings();

        LogVerifier.verify(
                new MemoryLog(), new TreeHead(Long.MAX_VALUE, HEAD.root()), EntryCheck.NONE, findings, done -> {});

        assertThat(findings.count()).isGreaterThan(1_000);
        assertThat(findings.kept()).hasSize(1_000);
    }

    @Test
    void a_flipped_bit_in_any_byte_is_found_and_its_file_named() throws IOException {
        Random random = new Random(17);
        for (String path : new TreeSet<>(LOG.files().keySet())) {
            // A whole log is read for each: not every byte of the large ones, whose bytes are all alike.
            int step = 1 + LOG.file(path).length / 300;
            for (int at = random.nextInt(step); at < LOG.file(path).length; at += step) {
                assertThat(findings(flipped(LOG, path, at)))
                        .as("%s at %d", path, at)
                        .isNotEmpty()
                        .allMatch(finding -> finding.contains(path));
            }
        }
    }

    private static List<String> findings(MemoryLog log) throws IOException {
        return findings(log, HEAD);
    }

    private static List<String> findings(MemoryLog log, TreeHead head) throws IOException {
        Findings findings = new Findings();
        LogVerifier.verify(log, head, EntryCheck.NONE, findings, done -> {});
        return findings.kept().stream().map(Finding::toString).toList();
    }

    private interface Change {
        void apply(List<byte[]> entries);
    }

    private static MemoryLog bundle(int index, Change change) {
        int from = 256 * index;
        List<byte[]> entries = new ArrayList<>(ENTRIES.subList(from, Math.min(SIZE, from + 256)));
        change.apply(entries);
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        entries.forEach(entry -> EntryBundle.append(bundle, entry));
        return LOG.with(new TileLayout(SIZE).tile(TileName.ENTRIES, index).path(), bundle.toByteArray());
    }

    private static MemoryLog flipped(MemoryLog log, String path, int at) {
        byte[] bytes = log.file(path).clone();
        bytes[at] ^= (byte) (1 << (at % 8));
        return log.with(path, bytes);
    }

    private static MemoryLog log() {
        try {
            return Entries.log(ENTRIES);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
