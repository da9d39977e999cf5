package dev.edgepass.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.tlog.Finding;
import dev.edgepass.tlog.MemoryLog;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TreeWriter;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    @Test
    void an_archive_holds_with_the_public_key_alone() throws IOException {
        Archive.Verdict verdict = Archive.verify(Archives.of(300), Archives.LOG.id(), Archives.KEYS, done -> {});

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.checkpoint()).hasValueSatisfying(checkpoint -> {
            assertThat(checkpoint.origin()).isEqualTo(Archives.ORIGIN);
            assertThat(checkpoint.head().size()).isEqualTo(300);
        });
    }

    @Test
    void every_flipped_bit_of_every_file_is_found_and_its_file_named() throws IOException {
        MemoryLog archive = Archives.of(5);
        assertThat(archive.files().keySet()).hasSize(6);
        archive.files()
                .forEach((path, bytes) -> IntStream.range(0, 8 * bytes.length)
                        .parallel()
                        .forEach(bit -> {
                            byte[] flipped = bytes.clone();
                            flipped[bit / 8] ^= (byte) (1 << (bit % 8));

                            assertThat(findings(archive.with(path, flipped)))
                                    .as("bit %d of %s", bit, path)
                                    .isNotEmpty()
                                    .allMatch(finding -> finding.contains(path));
                        }));
    }

    @Test
    void every_file_that_is_missing_is_named() throws IOException {
        MemoryLog archive = Archives.of(5).without("tile/0/000.p/3").without("tile/entries/000.p/3");
        for (String path : archive.files().keySet()) {
            assertThat(findings(archive.without(path)))
                    .singleElement()
                    .asString()
                    .contains(path, "missing");
        }
    }

    @Test
    void a_checkpoint_of_another_key_is_no_checkpoint() throws IOException {
        MemoryLog archive = Archives.of(5);
        VerifierKey other = SigningKey.generate().verifierKey(Archives.NAME);

        Archive.Verdict verdict = Archive.verify(archive, Archives.LOG.id(), List.of(other), done -> {});

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.checkpoint()).isEmpty();
    }

    @Test
    void an_event_at_another_place_than_its_own_is_found_though_it_was_signed() throws IOException {
        MemoryLog archive = new MemoryLog();
        TreeWriter writer = TreeWriter.begin(archive);
        writer.append(Leaf.of(Archives.message(0)).line());
        writer.append(Leaf.of(Archives.message(2)).line());
        writer.append("{}".getBytes(UTF_8));
        Archives.seal(archive, writer);

        assertThat(findings(archive))
                .containsExactly(
                        "event 1: malformed (tile/entries/000.p/3): its line says offset 2",
                        "event 2: malformed (tile/entries/000.p/3): leaf: not {\"v\":1,\"offset\": where that has to be");
    }

    @Test
    void a_blob_that_no_event_names_is_found() throws IOException {
        String stray = Blob.of(new byte[1]).path();

        assertThat(findings(Archives.of(5).with(stray, new byte[1])))
                .containsExactly(stray + ": not of this log: no event names it");
        assertThat(findings(Archives.of(5).with("blob/readme.txt", new byte[1])))
                .hasSize(1);
    }

    @Test
    void a_blob_whose_name_is_almost_one_that_an_event_has_is_found() throws IOException {
        MemoryLog archive = Archives.of(5);
        String named = archive.files().keySet().stream()
                .filter(path -> path.startsWith("blob/"))
                .findFirst()
                .orElseThrow();
        String forged = named.substring(0, named.length() - 1) + (named.endsWith("0") ? '1' : '0');

        assertThat(findings(archive.with(forged, new byte[1])))
                .containsExactly(forged + ": not of this log: no event names it");
    }

    @Test
    void a_log_in_the_place_of_another_is_found_though_the_same_key_has_signed_it() throws IOException {
        MemoryLog archive = Archives.of(5);

        assertThat(findings(archive, Archives.LOG.earlierId())).isEmpty();
        for (String name :
                List.of("edgepass.control-1", "edgepass.issuance-0", "edgepass.control-0.BBBBBBBBBBBBBBBBBBBBBB")) {
            assertThat(findings(archive, name))
                    .singleElement()
                    .asString()
                    .contains("checkpoint", Archives.ORIGIN, "found at: " + name);
        }
    }

    private static List<String> findings(MemoryLog archive) {
        return findings(archive, Archives.LOG.id());
    }

    private static List<String> findings(MemoryLog archive, String name) {
        try {
            return Archive.verify(archive, name, Archives.KEYS, done -> {}).findings().kept().stream()
                    .map(Finding::toString)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
