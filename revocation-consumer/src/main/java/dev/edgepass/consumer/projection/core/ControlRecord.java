package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.revocation.HandleChange;
import java.util.List;

/**
 * A readable record of the control log.
 *
 * @param position the log's position with it folded in: its offset plus one
 * @param changes what it does to handles
 */
public record ControlRecord(long position, LoggedEvent<ControlEvent> event, List<HandleChange> changes) {
    public ControlRecord(long position, LoggedEvent<ControlEvent> event) {
        this(position, event, HandleChange.of(event.data(), position));
    }
}
