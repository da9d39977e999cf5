/**
 * The archive: transparency logs of the topics in a bucket of their own (docs/audit.md, ADR 21). {@link dev.edgepass.consumer.archive.ArchivedLogs} is the face for who reads it
 * in this service. Who holds the feed's lease writes; every other instance verifies what is written and remembers it.
 */
@NullMarked
package dev.edgepass.consumer.archive;

import org.jspecify.annotations.NullMarked;
