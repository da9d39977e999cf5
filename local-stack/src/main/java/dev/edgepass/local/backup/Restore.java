package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Restores a backup to a system that has no keys and no log. The file is read twice: nothing is written before all of it was decrypted and checked, and no key is
 * ever in a temporary file. What fails half-way is undone. For one run.
 */
public final class Restore {
    private static final int EPOCH_BEGAN = 0;
    private static final int NO_FEED = 3;

    private final Path file;
    private final byte[] passphrase;
    private final Inventory inventory;
    private final DataFolder data;
    private final Optional<Path> env;
    private final RestoreTarget target;
    private final Consumer<String> say;

    private Restore(Checked checked, DataFolder data, Optional<Path> env, RestoreTarget target, Consumer<String> say) {
        this.file = checked.file;
        this.passphrase = checked.passphrase;
        this.inventory = checked.inventory;
        this.data = data;
        this.env = env;
        this.target = target;
        this.say = say;
    }

    /** A backup that was read to its end and found whole. */
    public static final class Checked {
        private final Path file;
        private final byte[] passphrase;
        private final Inventory inventory;

        private Checked(Path file, byte[] passphrase, Inventory inventory) {
            this.file = file;
            this.passphrase = passphrase;
            this.inventory = inventory;
        }

        /** Whether it is of the composed system. */
        public boolean isOfContainers() {
            return inventory.manifest().containers();
        }

        /**
         * Its restore.
         *
         * @param env where the composed system's {@code .env} belongs; empty for a local stack
         * @param say gets what is done, a line at a time
         */
        public Restore to(DataFolder data, Optional<Path> env, RestoreTarget target, Consumer<String> say) {
            return new Restore(this, data, env, target, say);
        }
    }

    /**
     * Reads all of {@code file}.
     *
     * @param passphrase in UTF-8
     * @throws StartFailure where it can't be opened, or isn't a whole backup
     */
    public static Checked check(Path file, byte[] passphrase) {
        return new Checked(file, passphrase, Inventory.of(file, passphrase));
    }

    /**
     * Restores the backup.
     *
     * @throws StartFailure where it can't be restored
     */
    public void run() throws InterruptedException {
        requireEmpty(target);
        say.accept("Checked " + file + ", " + inventory.text() + ".");
        RestoredFiles files = new RestoredFiles(data, env);
        Copy copy = new Copy(inventory, target, files, say);
        try {
            files.begin();
            BackupReader.read(file, passphrase, copy);
            copy.opened().log().finish();
            say.accept(String.format(
                    Locale.ROOT,
                    "Restored the keys, and the log up to position %,d: each record has its position and its time.",
                    inventory.position()));
            int exitCode = newEpoch(copy.opened());
            if (exitCode != EPOCH_BEGAN && exitCode != NO_FEED) {
                throw noEpoch(copy.opened().epochCanWait());
            }
            conclude(exitCode == EPOCH_BEGAN).forEach(say);
        } catch (EpochWaits e) {
            data.restored();
            copy.opened().close();
            throw e;
        } catch (RuntimeException | InterruptedException | Error e) {
            undo(copy, e);
            throw e;
        }
        data.restored();
        copy.opened().close();
    }

    /** Whatever that says, {@code cause} is what happened. */
    private static void undo(Copy copy, Throwable cause) {
        try {
            copy.undo();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static int newEpoch(RestoreTarget.Opened opened) throws InterruptedException {
        try {
            return opened.newEpoch();
        } catch (StartFailure e) {
            throw opened.epochCanWait() ? new EpochWaits(e) : e;
        }
    }

    /** All is restored but the new epoch. */
    private static final class EpochWaits extends StartFailure {
        EpochWaits(@Nullable StartFailure cause) {
            super((cause == null ? "" : cause.getMessage() + " ")
                    + "Keys and log are restored, but no new epoch could begin, and the lines above say why. Until it has,"
                    + " the feed stays as it was: mend that, and run edgepass replay --new-epoch.");
        }
    }

    private static StartFailure noEpoch(boolean canWait) {
        return canWait
                ? new EpochWaits(null)
                : new StartFailure("No new epoch could begin, and the lines above say why; what was restored is undone."
                        + " Mend that, and restore again.");
    }

    /**
     * @throws StartFailure where {@code target} has what a backup would have to replace
     */
    public static void requireEmpty(RestoreTarget target) {
        List<String> present = target.present();
        if (!present.isEmpty()) {
            throw new StartFailure("There are " + String.join(" and ", present)
                    + " already. A backup is restored to where neither is, so that nothing is lost: move them away, or"
                    + " choose another folder with --data.");
        }
    }

    private List<String> conclude(boolean hasFeed) {
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
