package dev.edgepass.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Topics;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final byte[] PASSPHRASE = "correct horse battery".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final MemoryLog log = MemoryLog.of(10);
    private DataFolder data;
    private Path file;

    @BeforeEach
    void make_a_system() throws IOException {
        data = new DataFolder(folder.resolve("data"));
        file = folder.resolve("backup.age");
        Files.createDirectories(data.keys().resolve("issuer"));
        Files.writeString(data.keys().resolve("issuer/pepper"), "pepper");
        Files.writeString(data.keys().resolve("login.jwk"), "login");
        Files.writeString(data.path().resolve("cloud.json"), "{}");
        Files.writeString(folder.resolve(".env"), "A=b\n");
    }

    @Test
    void all_of_a_system_is_in_one_file_that_its_owner_alone_reads() throws IOException {
        String summary = write(log);

        Contents contents = new Contents();
        BackupReader.read(file, PASSPHRASE, contents);
        assertThat(contents.texts)
                .containsExactly("key issuer/pepper pepper", "key login.jwk login", "env A=b\n", "cloud {}");
        assertThat(contents.log.lines(Topics.CONTROL)).isEqualTo(log.lines(Topics.CONTROL));
        assertThat(contents.log.lines(Topics.ISSUANCE)).isEqualTo(log.lines(Topics.ISSUANCE));
        assertThat(contents.log.lines(Topics.WORDS)).isEqualTo(log.lines(Topics.WORDS));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(folder).filter(path -> path.toString().endsWith(".new")))
                .isEmpty();
        assertThat(summary)
                .contains("2 files of keys", "10 events of edgepass.control up to position 10,")
                .contains("10 of edgepass.issuance", "The edge was at position 9.");
    }

    @Test
    void the_folder_knows_its_latest_backup_and_whether_keys_have_changed_since() throws IOException {
        write(log);

        LastBackup last = LastBackup.read(data).orElseThrow();
        assertThat(last.file()).isEqualTo(file.toString());
        assertThat(last.keysDigest()).isEqualTo(KeysDigest.of(data.keys()));
        Files.writeString(data.keys().resolve("issuer/pepper"), "another");
        assertThat(last.keysDigest()).isNotEqualTo(KeysDigest.of(data.keys()));
    }

    @Test
    void no_backup_is_known_where_none_was_made() {
        assertThat(LastBackup.read(data)).isEmpty();
    }

    @Test
    void no_file_is_replaced() throws IOException {
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> write(log)).isInstanceOf(StartFailure.class).hasMessageContaining("is there already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_file_that_comes_meanwhile_is_not_replaced_either() {
        MemoryLog slow = new MemoryLog() {
            @Override
            public void read(LogExtent extent, Taker taker) throws IOException {
                Files.writeString(file, "mine");
            }
        };

        assertThatThrownBy(() -> write(slow)).isInstanceOf(StartFailure.class).hasMessageContaining("is there already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void what_fails_half_way_leaves_no_file() throws IOException {
        MemoryLog failing = new MemoryLog() {
            @Override
            public void read(LogExtent extent, Taker taker) {
                throw new StartFailure("Kafka is gone.");
            }
        };

        assertThatThrownBy(() -> write(failing)).hasMessage("Kafka is gone.");
        assertThat(Files.list(folder).map(path -> path.getFileName().toString()))
                .containsExactlyInAnyOrder("data", ".env");
        assertThat(LastBackup.read(data)).isEmpty();
    }

    private String write(MemoryLog source) {
        return new Backup(data, Optional.of(folder.resolve(".env")), source, OptionalLong.of(9), "edgepass test")
                .write(file, PASSPHRASE, line -> {});
    }
}
