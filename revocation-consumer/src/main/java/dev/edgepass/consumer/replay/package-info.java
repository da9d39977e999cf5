/**
 * The auditor's tools. {@code replay} folds the log again, from the archive where Kafka has deleted records, compares it with Redis and the feed, and replaces what differs in Redis;
 * {@code --dry-run} only compares; {@code --until} shows a past state; {@code --list} reads the log back. These change nothing but keys under a prefix of their own, which they remove.
 * {@code --new-epoch} is the operator's: it goes on with a log that went back.
 */
@NullMarked
package dev.edgepass.consumer.replay;

import org.jspecify.annotations.NullMarked;
