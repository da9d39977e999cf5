package dev.edgepass.consumer.views.core;

import dev.edgepass.event.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * A record of one partition of the usage topic.
 *
 * @param time when the log took it, milliseconds since the epoch
 * @param event null where it can't be read: it then only moves the time
 */
public record UsageRecord(long offset, long time, @Nullable UsageEvent event) {
    /** A measure of the work that it makes: tokens in it, and one for itself. */
    public int work() {
        return event instanceof UsageEvent.ViewsReported reported
                ? 1 + reported.tokens().size()
                : 1;
    }
}
