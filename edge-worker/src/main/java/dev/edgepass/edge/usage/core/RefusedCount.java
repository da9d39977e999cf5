package dev.edgepass.edge.usage.core;

import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.JsonWriter;
import dev.edgepass.feed.Handle;
import org.jspecify.annotations.Nullable;

/** Refusals of one token for one reason. Times are milliseconds since the epoch, positions those of the heads that were decided on. */
final class RefusedCount {
    private final Refusal reason;
    private final @Nullable Handle handle;
    private final double firstAt;
    private final long firstPosition;
    private int count;
    private double lastAt;
    private long lastPosition;

    RefusedCount(Refusal reason, @Nullable Handle handle, double now, long position) {
        this.reason = reason;
        this.handle = handle;
        this.firstAt = now;
        this.firstPosition = position;
    }

    boolean isOf(Refusal otherReason, @Nullable Handle otherHandle) {
        return reason == otherReason && (handle == null ? otherHandle == null : handle.equals(otherHandle));
    }

    void add(double now, long position) {
        count++;
        lastAt = now;
        lastPosition = position;
    }

    JsonWriter json() {
        JsonWriter json = new JsonWriter().string("reason", reason.code());
        if (handle != null) {
            json.string("handle", handle.toString());
        }
        return json.integer("count", count)
                .integer("firstAt", (long) firstAt)
                .integer("lastAt", (long) lastAt)
                .integer("firstPosition", firstPosition)
                .integer("lastPosition", lastPosition);
    }
}
