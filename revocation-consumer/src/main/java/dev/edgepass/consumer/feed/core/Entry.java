package dev.edgepass.consumer.feed.core;

import dev.edgepass.event.ControlEvent;
import org.jspecify.annotations.Nullable;

/**
 * One record of the control log, as the feed takes it.
 *
 * @param position the log's position with this record folded in: its offset plus one
 * @param acceptedAt when the log took it, milliseconds since the epoch
 * @param event null where the record can't be read: only its position counts
 */
public record Entry(
        long position, long acceptedAt, @Nullable ControlEvent event) {}
