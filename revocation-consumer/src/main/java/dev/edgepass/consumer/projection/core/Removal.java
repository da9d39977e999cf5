package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.ControlEvent;
import java.time.Instant;

/**
 * A viewer who was sent out of a link (docs/read-model.md, {@code removed}).
 *
 * @param position of the removal
 */
public record Removal(String link, long position, Instant removedAt, String removedBy) {
    static Removal of(ControlEvent.LinkViewerRemoved event, long position, Instant at) {
        return new Removal(event.linkId(), position, at, event.actor());
    }
}
