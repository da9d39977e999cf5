package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.jdk.Ed25519KeyFile;
import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.backup.KeysDigest;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.stack.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a folder, as files. */
class KeyFactsTest {
    @TempDir
    private Path folder;

    private DataFolder data;

    @BeforeEach
    void keys_that_were_backed_up() throws Exception {
        data = new DataFolder(folder);
        Files.createDirectories(data.keys());
        LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        new FeedKeyFiles(data.feedKey()).pin();
        OwnerOnly.write(data.pepper(), "pepper");
        KeyFile.loadOrCreate(data.signingKey());
        Ed25519KeyFile.loadOrCreate(data.auditKey());
        backUp();
    }

    @Test
    void keys_that_only_their_owner_reads_and_that_were_backed_up_are_well() {
        Found.assertAllWell(checks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys/pepper", "keys/feed.jwk", "keys/login.jwk"})
    void a_key_that_others_may_read_fails(String file) throws Exception {
        Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));

        Found.assertOnly(
                checks(),
                CheckId.KEY_MODES,
                Level.FAIL,
                folder.relativize(folder.resolve(file)).getFileName().toString());
    }

    @Test
    void public_keys_may_be_read_and_not_written_by_others() throws Exception {
        Files.setPosixFilePermissions(data.feedPublicKeys(), PosixFilePermissions.fromString("rw-r--r--"));
        Found.assertLevel(checks(), CheckId.KEY_MODES, Level.OK);

        Files.setPosixFilePermissions(data.feedPublicKeys(), PosixFilePermissions.fromString("rw-rw-r--"));
        Found.assertLevel(checks(), CheckId.KEY_MODES, Level.FAIL);
    }

    @Test
    void a_key_of_another_user_fails() {
        KeyFacts facts = KeyProbe.of(data, false);

        Found.assertOnly(
                new KeyFacts(
                                facts.files(),
                                "somebody",
                                true,
                                true,
                                true,
                                facts.feed(),
                                facts.digest(),
                                facts.backup(),
                                "")
                        .checks(),
                CheckId.KEY_OWNER,
                Level.FAIL,
                "(expected: somebody)");
    }

    @Test
    void a_key_of_the_archive_that_is_gone_warns_and_its_checkpoints_are_no_keys() throws Exception {
        Path memory = Files.createDirectories(data.keys().resolve("audit"));
        Files.writeString(memory.resolve("edgepass.control-0.seen"), "a checkpoint");
        Files.setPosixFilePermissions(
                memory.resolve("edgepass.control-0.seen"), PosixFilePermissions.fromString("rw-------"));
        Found.assertAllWell(checks());

        Files.delete(data.auditKey());
        backUp();
        Found.assertOnly(checks(), CheckId.AUDIT_KEY, Level.WARN, "The archive's key isn't there");
    }

    @Test
    void a_pepper_that_is_gone_fails() throws Exception {
        Files.delete(data.pepper());
        backUp();

        Found.assertOnly(checks(), CheckId.PEPPER, Level.FAIL, "pepper is gone");
    }

    @Test
    void before_an_issuer_has_run_a_pepper_isnt_missed() throws Exception {
        Files.delete(data.pepper());
        Files.delete(data.signingKey());

        Found.assertLevel(checks(), CheckId.PEPPER, Level.UNKNOWN);
    }

    @Test
    void a_feed_key_that_is_gone_fails() throws Exception {
        Files.delete(data.feedKey().resolveSibling("feed-next.jwk"));
        backUp();

        Found.assertOnly(checks(), CheckId.FEED_KEYS, Level.FAIL, "isn't there");
    }

    @Test
    void a_set_for_readers_without_the_next_key_fails() throws Exception {
        Files.delete(data.feedKey().resolveSibling("feed-next.jwk"));
        Files.move(
                Files.copy(data.feedKey(), folder.resolve("copy")),
                data.feedKey().resolveSibling("feed-next.jwk"));
        Files.delete(data.feedKey());
        new FeedKeyFiles(data.feedKey()).signing();
        backUp();

        Found.assertOnly(checks(), CheckId.FEED_KEYS, Level.FAIL, "lacks the current or the next");
    }

    @Test
    void keys_that_were_never_backed_up_warn() throws Exception {
        Files.delete(folder.resolve("backup.json"));

        Found.assertOnly(checks(), CheckId.BACKUP, Level.WARN, "never backed up");
    }

    @Test
    void keys_that_changed_since_their_backup_warn() throws Exception {
        OwnerOnly.write(data.pepper(), "another");

        Found.assertOnly(checks(), CheckId.BACKUP, Level.WARN, "since the backup of 2026-11-29T10:00:00Z");
    }

    @Test
    void a_record_of_a_backup_that_cant_be_read_is_unknown_and_hides_nothing_else() throws Exception {
        Files.writeString(folder.resolve("backup.json"), "{");

        Found.assertLevel(checks(), CheckId.BACKUP, Level.UNKNOWN);
        Found.assertLevel(checks(), CheckId.KEY_MODES, Level.OK);
    }

    @Test
    void a_folder_without_keys_is_told_as_such() {
        assertThatThrownBy(() -> KeyProbe.of(new DataFolder(folder.resolve("none")), false))
                .isInstanceOf(NotSeen.class)
                .hasMessageContaining("no keys");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private List<Check> checks() {
        return KeyProbe.of(data, false).checks();
    }

    private void backUp() throws Exception {
        Files.writeString(
                folder.resolve("backup.json"),
                "{\"at\":\"2026-11-29T10:00:00Z\",\"file\":\"x\",\"keysDigest\":\"" + KeysDigest.of(data.keys())
                        + "\"}");
    }
}
