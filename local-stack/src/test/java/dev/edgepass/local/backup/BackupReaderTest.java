package dev.edgepass.local.backup;

import static dev.edgepass.local.backup.BackupFile.withManifest;
import static dev.edgepass.local.backup.BackupFile.withManifestOfBefore;
import static dev.edgepass.local.backup.MemoryLog.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Topics;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupReaderTest {
    private static final String CONTROL = "logs/" + Topics.CONTROL;
    private static final String ISSUANCE = "logs/" + Topics.ISSUANCE;
    private static final String PUBLICATIONS = "logs/" + Topics.PUBLICATIONS;
    private static final String WORDS = "logs/" + Topics.WORDS;

    @TempDir
    Path folder;

    @Test
    void a_log_with_gaps_is_read() throws IOException {
        Contents contents = read(withManifest()
                .with(CONTROL, message(0, 2, "a"), message(0, 9, "b"))
                .with(ISSUANCE, message(3, 0, "c"), message(0, 1, "d"))
                .with(WORDS, message(0, 4, "e"))
                .with(PUBLICATIONS, message(0, 4, "e")));

        assertThat(contents.log.records.get(Topics.CONTROL)).hasSize(2);
        assertThat(contents.log.records.get(Topics.ISSUANCE)).hasSize(2);
        assertThat(contents.log.records.get(Topics.PUBLICATIONS)).hasSize(1);
    }

    @Test
    void a_backup_from_before_there_were_words_and_publications_is_read_and_mustnt_have_any() throws IOException {
        Contents contents =
                read(withManifestOfBefore().with(CONTROL, message(0, 2, "a")).with(ISSUANCE, ""));

        assertThat(contents.log.records.get(Topics.CONTROL)).hasSize(1);
        assertThat(contents.log.records.get(Topics.WORDS)).isEmpty();
        assertRefused(
                withManifestOfBefore().with(CONTROL, "").with(ISSUANCE, "").with(PUBLICATIONS, ""),
                "has a file behind its logs: logs/edgepass.publications.");
    }

    @Test
    void a_manifest_with_another_log_is_refused() throws IOException {
        String manifest = new String(BackupFile.manifest(), StandardCharsets.UTF_8);

        assertRefused(
                new BackupFile().with("manifest.json", manifest.replace("edgepass.publications", "edgepass.usage")),
                "has other logs than edgepass.control, edgepass.issuance, edgepass.words, edgepass.publications.");
    }

    @Test
    void another_passphrase_is_told() throws IOException {
        Path file = withManifest().withLogs().write(folder.resolve("backup.age"));

        assertThatThrownBy(() -> BackupReader.read(file, "another".getBytes(StandardCharsets.UTF_8), new Contents()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("the passphrase is another one");
    }

    @Test
    void a_file_without_its_last_byte_or_with_one_byte_changed_is_refused() throws IOException {
        Path file = withManifest().withLogs().write(folder.resolve("backup.age"));
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[changed.length - 40] ^= 1;

        for (byte[] damaged : new byte[][] {Arrays.copyOf(whole, whole.length - 1), changed}) {
            Files.write(file, damaged);
            assertRefused(file, "is damaged, or cut off.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keys/../../etc/passwd",
                "keys/..",
                "keys//etc/passwd",
                "/etc/passwd",
                "keys/.hidden",
                "keys/issuer/.ssh/id",
                "keys/a/b/c/d",
                "keys/a\\b",
                "keys/",
                "keys/a\u0000b",
                "logs/edgepass.other",
                "logs/../keys/a",
                "unknown"
            })
    void a_name_that_belongs_in_no_backup_is_refused(String name) throws IOException {
        assertRefused(withManifest().with(name, "x"), "has a file that belongs in no backup: ");
    }

    @Test
    void damage_behind_the_last_file_is_found() throws IOException {
        BackupFile many = withManifest();
        for (int i = 0; i < Entries.MOST_KEYS; i++) {
            many.with("keys/k" + i + "-".repeat(90), "");
        }
        Path file = many.withLogs().write(folder.resolve("backup.age"));
        byte[] bytes = Files.readAllBytes(file);
        // In the zip's directory, which has the names once more and which no entry needs.
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertRefused(file, "is damaged, or cut off.");
    }

    @Test
    void a_file_that_comes_twice_is_refused() throws IOException {
        assertRefused(
                withManifest().with(BackupFile.RENAMED_TO, "a").with(BackupFile.RENAMED, "b"),
                "has keys/that-is-there twice.");
    }

    @Test
    void a_backup_begins_with_its_manifest() throws IOException {
        assertRefused(new BackupFile().with("keys/a", "x"), "doesn't begin with manifest.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[1]", "{\"format\":1,\"product\":\"a\"}", "{\"format\":1,\"product\":\"\\u001b[2J\"}"
            })
    void a_manifest_that_is_none_is_refused(String manifest) throws IOException {
        assertRefused(new BackupFile().with("manifest.json", manifest), "has a manifest that can't be read.");
    }

    @Test
    void a_later_format_names_the_product_that_reads_it() throws IOException {
        assertRefused(
                new BackupFile().with("manifest.json", "{\"format\":3,\"product\":\"edgepass 9\"}"),
                "has format 3 (expected: 2): restore it with the Edgepass that wrote it, edgepass 9.");
    }

    @Test
    void a_backup_without_one_of_the_logs_is_refused() throws IOException {
        assertRefused(withManifest().with(CONTROL, ""), "lacks the log edgepass.issuance");
        assertRefused(withManifest().with(CONTROL, "").with(ISSUANCE, ""), "lacks the log edgepass.words");
        assertRefused(
                withManifest().with(CONTROL, "").with(ISSUANCE, "").with(WORDS, ""),
                "lacks the log edgepass.publications");
    }

    @Test
    void files_come_before_the_logs_since_these_need_them() throws IOException {
        assertRefused(withManifest().withLogs().with("keys/a", "x"), "has a file behind its logs: keys/a.");
    }

    @Test
    void records_are_in_their_order_and_within_what_the_manifest_says() throws IOException {
        LogRecord first = message(0, 5, "a");
        for (LogRecord second : new LogRecord[] {
            message(0, 5, "again"),
            message(0, 4, "back"),
            message(0, 10, "past the end"),
            message(1, 6, "elsewhere"),
            message(-1, 6, "nowhere")
        }) {
            assertRefused(withManifest().with(CONTROL, first, second), "out of its order");
        }
    }

    @Test
    void a_log_that_ends_within_a_record_is_refused() throws IOException {
        assertRefused(withManifest().with(CONTROL, "{\"partition\":0"), "has a log that ends within a record.");
    }

    @Test
    void a_record_without_an_end_takes_no_more_memory_than_a_record() throws IOException {
        assertRefused(withManifest().with(CONTROL, "x".repeat(LogLines.LONGEST + 1)), "has a record that is too long.");
    }

    @Test
    void a_file_that_is_too_large_for_a_key_is_refused() throws IOException {
        assertRefused(withManifest().with("keys/a", new byte[Entries.LARGEST + 1]), "too large: keys/a.");
    }

    @Test
    void more_files_than_a_system_has_are_refused() throws IOException {
        BackupFile many = withManifest();
        for (int i = 0; i <= Entries.MOST_KEYS + 10; i++) {
            many.with("keys/k" + i, "x");
        }

        assertRefused(many, "has too many files.");
    }

    @Test
    void something_else_under_the_same_passphrase_is_no_backup() throws IOException {
        assertRefused(new BackupFile(), "lacks the log");
    }

    @Test
    void a_file_that_isnt_there_is_told() {
        assertThatThrownBy(() -> BackupReader.read(folder.resolve("no"), BackupFile.PASSPHRASE, new Contents()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("(there is no such file or folder)");
    }

    private Contents read(BackupFile backup) throws IOException {
        Contents contents = new Contents();
        BackupReader.read(backup.write(folder.resolve("backup.age")), BackupFile.PASSPHRASE, contents);
        return contents;
    }

    private void assertRefused(BackupFile backup, String why) throws IOException {
        assertRefused(backup.write(folder.resolve("backup.age")), why);
    }

    private static void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> BackupReader.read(file, BackupFile.PASSPHRASE, new Contents()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(why);
    }
}
