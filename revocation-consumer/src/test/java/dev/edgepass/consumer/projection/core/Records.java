package dev.edgepass.consumer.projection.core;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.subject;

import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records of a control log. */
final class Records {
    private static final ControlEvent.Revoked BLOCK = revoked("R1", Effect.BLOCK, link("L1"), subject("bob"));
    /** A bit of everything. */
    static final List<ControlRecord> HISTORY = records(
            keyAdded("k1"),
            linkCreated("L1"),
            linkCreated("L2"),
            BLOCK,
            new ControlEvent.LinkSuspended("L2", "ada"),
            revoked("R2", Effect.CUTOFF, subject("bob")),
            new ControlEvent.LinkEdited("L2", TestEvents.labelled("new label"), true, 6, "ada"),
            new ControlEvent.KeyWithdrawn("k1", "old", "ada"),
            lifted(BLOCK, 5),
            linkClosed("L1"),
            linkClosed("L1"),
            new ControlEvent.LinkResumed("L1", 12, "ada"),
            revoked("R3", Effect.BLOCK, subject("bob"), link("L2")),
            new ControlEvent.LinkResumed("L2", 12, "ada"),
            lifted(revoked("R2", Effect.CUTOFF, subject("bob"), link("L2")), 14, "R3"),
            revoked("R4", Effect.BLOCK, subject("bob")),
            new ControlEvent.LogPadded("ada"),
            new ControlEvent.EpochBegan("another topic's id", 15, "ada"));

    private Records() {}

    static List<ControlRecord> records(ControlEvent... events) {
        List<ControlRecord> records = new ArrayList<>();
        for (ControlEvent event : events) {
            records.add(record(records.size() + 1, event));
        }
        return records;
    }

    static ControlRecord record(long position, ControlEvent event) {
        Instant time = Instant.parse("2026-11-22T13:00:00Z").plusSeconds(position);
        return new ControlRecord(position, new LoggedEvent<>("id-" + position, "/test", time, event));
    }
}
