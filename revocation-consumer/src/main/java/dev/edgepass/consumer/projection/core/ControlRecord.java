package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LoggedEvent;

/**
 * A readable record of the control log.
 *
 * @param position the log's position with it folded in: its offset plus one
 */
public record ControlRecord(long position, LoggedEvent<ControlEvent> event) {}
