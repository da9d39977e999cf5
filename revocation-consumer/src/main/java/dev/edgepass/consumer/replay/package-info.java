/**
 * The auditor's tools: {@code replay --dry-run} folds the log again and compares it with Redis and the feed; {@code replay --list} reads the log back; neither
 * changes anything but keys under a prefix of its own, which it removes. {@code replay --new-epoch} is the operator's: it goes on with a log that went back.
 */
@NullMarked
package dev.edgepass.consumer.replay;

import org.jspecify.annotations.NullMarked;
