package dev.edgepass.consumer.audit.index;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way into the index.
 *
 * @param time of the record, milliseconds since the epoch
 * @param type CloudEvents type; empty where the record can't be read
 * @param value the event's data; null where the record can't be read
 * @param keys hashes of what it names
 * @param published of the publications log: positions of the control log that it speaks of, from the first to the last; null of other logs
 */
record IndexRow(
        long offset, long time, String type, byte @Nullable [] value, long[] keys, long @Nullable [] published) {}
