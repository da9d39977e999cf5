package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Restores a backup to a system that has no keys and no log. The file is read twice: nothing is written before all of it was decrypted and checked, and no key is
 * ever in a temporary file. What fails half-way is undone.
 *
 * @param env where the composed system's {@code .env} belongs; empty where there is none
 * @param say gets what is done, a line at a time
 */
public record Restore(DataFolder data, Optional<Path> env, RestoreTarget target, Consumer<String> say) {
    private static final int EPOCH_BEGAN = 0;
    private static final int NO_FEED = 1;

    /**
     * Restores {@code file}.
     *
     * @param passphrase in UTF-8
     * @throws StartFailure where it can't be restored: then nothing is changed
     */
    public void run(Path file, byte[] passphrase) throws InterruptedException {
        requireEmpty();
        Inventory inventory = Inventory.of(file, passphrase);
        say.accept("Checked " + file + ", " + inventory.text() + ".");
        RestoredFiles files = new RestoredFiles(data, env);
        RestoreTarget.Opened opened = target.open();
        boolean done = false;
        try {
            BackupReader.read(file, passphrase, new Copy(inventory, opened.log(), files, say));
            opened.log().finish();
            say.accept(String.format(
                    Locale.ROOT,
                    "Restored the keys, and the log up to position %,d: each record has its position and its time.",
                    inventory.position()));
            int exitCode = opened.newEpoch();
            if (exitCode != EPOCH_BEGAN && exitCode != NO_FEED) {
                throw new StartFailure("No new epoch could begin, and the lines above say why; what was restored is"
                        + " undone. Mend that, and restore again.");
            }
            conclude(inventory, exitCode == EPOCH_BEGAN).forEach(say);
            done = true;
        } finally {
            if (done) {
                opened.close();
            } else {
                files.undo();
                opened.undo();
            }
        }
    }

    private void requireEmpty() {
        List<String> present = target.present();
        if (!present.isEmpty()) {
            throw new StartFailure("There are " + String.join(" and ", present)
                    + " already. A backup is restored to where neither is, so that nothing is lost: move them away, or"
                    + " choose another folder with --data.");
        }
    }

    private static List<String> conclude(Inventory inventory, boolean hasFeed) {
        Manifest manifest = inventory.manifest();
        String since = "Lost: whatever was written after the backup of " + manifest.at() + ", that is after position "
                + String.format(Locale.ROOT, "%,d", inventory.position()) + " of " + Topics.CONTROL + ".";
        return hasFeed
                ? List.of(
                        since,
                        "  Links that were made since are gone. Tokens that were issued since aren't in the log, and how"
                                + " many isn't known; the edge refuses them, as it does every token from before the new"
                                + " epoch.",
                        "  The lines above name what the edge's feed still tells of the rest.")
                : List.of(
                        since,
                        "  R2 has no feed that could tell of it: what was revoked since is in force no more, and how"
                                + " much that is isn't known.",
                        "  Tokens that were issued since, how many isn't known, are good until they expire, and a"
                                + " revocation from now on may miss them. Withdraw the signing key to end all tokens.");
    }
}
