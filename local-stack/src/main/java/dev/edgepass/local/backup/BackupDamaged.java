package dev.edgepass.local.backup;

import java.io.IOException;

/** A backup whose content isn't what a backup holds. The message ends a sentence that begins with the file's name. */
final class BackupDamaged extends IOException {
    BackupDamaged(String message) {
        super(message);
    }
}
