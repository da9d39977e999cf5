package dev.edgepass.local.backup;

import static dev.edgepass.local.backup.BackupFile.withManifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Topics;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restore does to files, and what it says, with a log in memory and a new epoch that only has an exit code. */
class RestoreTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private final MemoryLog log = new MemoryLog();
    private List<String> present = List.of();
    private int newEpoch;
    private boolean epochCanWait;
    private boolean opened;
    private boolean keysWhenOpened;
    private boolean incompleteWhenOpened;
    private boolean logsFolder;
    private boolean closed;
    private boolean undone;
    private DataFolder data;
    private Path file;

    @BeforeEach
    void make_a_backup() throws IOException {
        data = new DataFolder(folder.resolve("new/data"));
        file = withManifest()
                .with("keys/issuer/pepper", "pepper")
                .with("keys/login.jwk", "login")
                .with("env", "A=b\n")
                .with("cloud.json", "{}")
                .with("logs/" + Topics.CONTROL, MemoryLog.message(0, 0, "a"))
                .with("logs/" + Topics.ISSUANCE, "")
                .with("logs/" + Topics.WORDS, MemoryLog.message(0, 3, "b"))
                .with("logs/" + Topics.PUBLICATIONS, "")
                .write(folder.resolve("backup.age"));
    }

    @Test
    void keys_variables_and_log_come_back_and_only_the_owner_reads_them() throws Exception {
        run();

        assertThat(data.keys().resolve("issuer/pepper")).hasContent("pepper");
        assertThat(data.keys().resolve("login.jwk")).hasContent("login");
        assertThat(folder.resolve(".env")).hasContent("A=b");
        assertThat(data.path().resolve("cloud.json")).hasContent("{}");
        assertThat(mode(data.keys().resolve("issuer/pepper"))).isEqualTo("rw-------");
        assertThat(mode(data.keys().resolve("issuer"))).isEqualTo("rwx------");
        assertThat(mode(folder.resolve(".env"))).isEqualTo("rw-------");
        assertThat(log.lines(Topics.CONTROL)).hasSize(1);
        assertThat(log.lines(Topics.WORDS)).hasSize(1);
        assertThat(log.finished).isTrue();
        assertThat(closed).isTrue();
        assertThat(undone).isFalse();
        assertThat(said)
                .anyMatch(line -> line.startsWith("Lost: whatever was written after the backup of 2026-11-29T10:00:00Z,"
                        + " that is after position 10 of edgepass.control."))
                .anyMatch(line -> line.contains("how many isn't known; the edge refuses them"));
    }

    /** Without them the archive couldn't go on under its key, nor tell that its bucket was rolled back. */
    @Test
    void the_archives_key_and_its_last_checkpoints_come_back_from_a_backup() throws Exception {
        DataFolder old = new DataFolder(folder.resolve("old"));
        List<String> names = List.of(
                "consumer/audit/edgepass.control-0.q3Zr0aXbTQq1mJc0kYl2Vw.signed",
                "consumer/audit/edgepass.control-0.q3Zr0aXbTQq1mJc0kYl2Vw.seen",
                "consumer/audit/edgepass.issuance-3.-_Zr0aXbTQq1mJc0kYl2Vw-4711.contradiction");
        Files.createDirectories(old.keys().resolve("consumer/audit"));
        Files.writeString(old.auditKey(), "archive");
        for (String name : names) {
            Files.writeString(old.keys().resolve(name), name);
        }
        Files.delete(file);
        new Backup(old, Optional.empty(), MemoryLog.of(1), OptionalLong.empty(), "edgepass test")
                .write(file, BackupFile.PASSPHRASE, line -> {});

        run();

        assertThat(data.auditKey()).isEqualTo(data.keys().resolve("consumer/audit.jwk"));
        assertThat(data.auditKey()).hasContent("archive");
        assertThat(mode(data.auditKey())).isEqualTo("rw-------");
        for (String name : names) {
            assertThat(data.keys().resolve(name)).hasContent(name);
        }
    }

    @Test
    void what_is_there_already_stays() throws Exception {
        Files.createDirectories(data.path());
        Files.writeString(data.path().resolve("cloud.json"), "mine");
        Files.writeString(folder.resolve(".env"), "MINE=1\n");

        run();

        assertThat(data.path().resolve("cloud.json")).hasContent("mine");
        assertThat(folder.resolve(".env")).hasContent("MINE=1");
        assertThat(said)
                .filteredOn(line -> line.contains("that is there stays"))
                .hasSize(2);
    }

    @Test
    void a_system_that_has_keys_or_a_log_is_left_alone() throws IOException {
        present = List.of("keys (k)", "a log (l)");

        assertThatThrownBy(this::run)
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("There are keys (k) and a log (l) already.");
        assertThat(opened).isFalse();
    }

    @Test
    void nothing_is_touched_before_all_of_the_file_was_checked() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);

        assertThatThrownBy(this::run).isInstanceOf(StartFailure.class).hasMessageContaining("damaged");
        assertThat(opened).isFalse();
        assertThat(data.path()).doesNotExist();
    }

    @Test
    void where_no_epoch_can_begin_all_is_undone_and_other_files_stay() throws IOException {
        newEpoch = 2;
        Files.createDirectories(data.path());
        Files.writeString(data.path().resolve("mine"), "mine");

        assertThatThrownBy(this::run).isInstanceOf(StartFailure.class).hasMessageContaining("No new epoch could begin");
        assertThat(undone).isTrue();
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)
                            .map(path -> folder.relativize(path).toString()))
                    .containsExactlyInAnyOrder("backup.age", "new/data/mine");
        }
        assertThat(data.keys()).doesNotExist();
    }

    @Test
    void what_others_made_beside_the_files_hides_no_reason_and_keeps_no_log() {
        newEpoch = 2;
        logsFolder = true;

        assertThatThrownBy(this::run)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("No new epoch could begin")
                .hasNoSuppressedExceptions();
        assertThat(undone).isTrue();
        assertThat(data.keys()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 125})
    void an_exit_code_that_is_no_verdict_is_a_failure(int exitCode) {
        newEpoch = exitCode;

        assertThatThrownBy(this::run).isInstanceOf(StartFailure.class).hasMessageContaining("No new epoch could begin");
        assertThat(undone).isTrue();
    }

    @Test
    void a_restore_that_was_cut_off_is_no_system() throws Exception {
        run();
        assertThat(incompleteWhenOpened).isTrue();
        data.requireWhole();

        Files.createFile(data.restoring());

        assertThatThrownBy(data::requireWhole)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("was cut off", "restore again");
    }

    @Test
    void where_an_epoch_can_begin_later_all_stays_and_the_command_is_named() throws IOException {
        newEpoch = 2;
        epochCanWait = true;

        assertThatThrownBy(this::run)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("run edgepass replay --new-epoch");
        assertThat(undone).isFalse();
        assertThat(closed).isTrue();
        assertThat(data.keys().resolve("login.jwk")).exists();
    }

    @Test
    void the_log_is_opened_when_all_files_are_there() throws Exception {
        run();

        assertThat(keysWhenOpened).isTrue();
    }

    @Test
    void without_a_feed_it_says_what_cant_be_known() throws Exception {
        newEpoch = 3;

        run();

        assertThat(said)
                .anyMatch(line -> line.contains("R2 has no feed"))
                .anyMatch(line -> line.contains("Withdraw the signing key"));
        assertThat(undone).isFalse();
    }

    private void run() throws InterruptedException {
        Restore.check(file, BackupFile.PASSPHRASE)
                .to(data, Optional.of(folder.resolve(".env")), new Target(), said::add)
                .run();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private final class Target implements RestoreTarget, RestoreTarget.Opened {
        @Override
        public List<String> present() {
            return present;
        }

        @Override
        public Opened open() {
            opened = true;
            incompleteWhenOpened = Files.exists(data.restoring());
            if (logsFolder) {
                assertThat(data.logs().toFile().mkdir()).isTrue();
            }
            keysWhenOpened = Files.exists(data.keys().resolve("login.jwk")) && Files.exists(folder.resolve(".env"));
            return this;
        }

        @Override
        public LogSink log() {
            return log;
        }

        @Override
        public int newEpoch() {
            return newEpoch;
        }

        @Override
        public boolean epochCanWait() {
            return epochCanWait;
        }

        @Override
        public String next() {
            return "nothing";
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void undo() {
            undone = true;
        }
    }
}
