/** Backups: keys and both logs in one encrypted file, and their return (docs/backup.md). Records are copied as bytes: nothing here knows an event. */
@NullMarked
package dev.edgepass.local.backup;

import org.jspecify.annotations.NullMarked;
