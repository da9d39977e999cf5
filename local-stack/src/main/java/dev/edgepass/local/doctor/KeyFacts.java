package dev.edgepass.local.doctor;

import dev.edgepass.local.backup.LastBackup;
import dev.edgepass.local.process.OwnerOnly;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of a data folder, and whether they were backed up. No key is in here.
 *
 * @param files all below {@code keys}, folders too
 * @param user the user who runs this
 * @param hasSigningKey whether an issuer has made its first key
 * @param hasPepper whether the pepper's file is there
 * @param hasAuditKey whether that of the archive's key is
 * @param feed the feed's keys; empty where there are none yet
 * @param digest of all files ({@link dev.edgepass.local.backup.KeysDigest})
 * @param backup the last one; empty where there is no record of one
 * @param unseen why neither is known; empty where they are
 */
record KeyFacts(
        List<KeyPath> files,
        String user,
        boolean hasSigningKey,
        boolean hasPepper,
        boolean hasAuditKey,
        Optional<FeedKeys> feed,
        String digest,
        Optional<LastBackup> backup,
        String unseen) {
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final String PUBLIC_SUFFIX = "-public.jwks";
    private static final String BACK_UP = "./edgepass backup FILE, with FILE elsewhere (docs/backup.md)";

    KeyFacts {
        files = List.copyOf(files);
    }

    /**
     * A file or folder.
     *
     * @param name below {@code keys}
     */
    record KeyPath(String name, Set<PosixFilePermission> mode, String owner, boolean isFolder) {
        /** Public parts may be read by everybody, and written by the owner only. */
        boolean isOpen() {
            return isFolder || name.endsWith(PUBLIC_SUFFIX)
                    ? mode.stream().anyMatch(OTHERS_WRITE::contains)
                    : OwnerOnly.isOpen(mode);
        }
    }

    /**
     * Ids of the feed's keys.
     *
     * @param pinned in {@code feed-public.jwks}
     */
    record FeedKeys(String current, String next, Set<String> pinned) {}

    List<Check> checks() {
        return List.of(modes(), owner(), pepper(), feedKeys(), auditKey(), backedUp());
    }

    private Check modes() {
        List<KeyPath> open = files.stream().filter(KeyPath::isOpen).toList();
        if (open.isEmpty()) {
            return Check.ok(
                    CheckId.KEY_MODES, "Only their owner reads the keys (" + files.size() + " files and folders).");
        }
        return Check.fail(
                CheckId.KEY_MODES,
                "Others may read or write " + names(open) + " in keys.",
                "chmod -R go-rwx keys, in the data folder; whoever read a key meanwhile may have it: docs/keys.md");
    }

    private Check owner() {
        List<KeyPath> foreign =
                files.stream().filter(file -> !file.owner().equals(user)).toList();
        return foreign.isEmpty()
                ? Check.ok(CheckId.KEY_OWNER, "All keys are owned by " + user + ".")
                : Check.fail(
                        CheckId.KEY_OWNER,
                        names(foreign) + " in keys is owned by "
                                + foreign.get(0).owner() + " (expected: " + user + ").",
                        "sudo chown -R " + user + " keys, in the data folder");
    }

    private Check pepper() {
        if (hasPepper) {
            return Check.ok(CheckId.PEPPER, "The pepper is there.");
        }
        return hasSigningKey
                ? Check.fail(
                        CheckId.PEPPER,
                        "An issuer has run, and its pepper is gone: under a new one no password opens a link, and blocks of subjects don't match.",
                        "take it out of a backup: docs/backup.md, \"One file of it\"")
                : Check.unknown(CheckId.PEPPER, "No issuer has run yet: its first start makes the pepper.", "");
    }

    private Check feedKeys() {
        if (feed.isEmpty()) {
            return Check.fail(
                    CheckId.FEED_KEYS,
                    "The feed's current or next key, or the set of their public parts, isn't there.",
                    "take it out of a backup: docs/backup.md, \"One file of it\"; where nothing was published yet, ./edgepass up or prepare-containers makes them");
        }
        FeedKeys keys = feed.get();
        return keys.pinned().containsAll(Set.of(keys.current(), keys.next()))
                ? Check.ok(
                        CheckId.FEED_KEYS,
                        "The set for readers has the current feed key and the next ("
                                + keys.pinned().size() + " in all).")
                : Check.fail(
                        CheckId.FEED_KEYS,
                        "feed-public.jwks lacks the current or the next feed key.",
                        "start the revocation consumer anew, which writes that file, and then pin it in the Worker");
    }

    private Check auditKey() {
        return hasAuditKey
                ? Check.ok(CheckId.AUDIT_KEY, "The archive's key is there.")
                : Check.warn(
                        CheckId.AUDIT_KEY,
                        "The archive's key isn't there: a log that was begun under it can't go on under another.",
                        "take it out of a backup: docs/backup.md, \"One file of it\"; where nothing was archived yet, ./edgepass up or prepare-containers makes it");
    }

    private Check backedUp() {
        if (!unseen.isEmpty()) {
            return Check.unknown(CheckId.BACKUP, unseen, BACK_UP);
        }
        if (backup.isEmpty()) {
            return Check.warn(CheckId.BACKUP, "The keys were never backed up by edgepass backup.", BACK_UP);
        }
        String at = backup.get().at().toString();
        return backup.get().keysDigest().equals(digest)
                ? Check.ok(CheckId.BACKUP, "The keys are those of the backup of " + at + ".")
                : Check.warn(CheckId.BACKUP, "Keys have changed since the backup of " + at + ".", BACK_UP);
    }

    private static String names(List<KeyPath> files) {
        return files.stream().map(KeyPath::name).sorted().collect(Collectors.joining(", "));
    }
}
