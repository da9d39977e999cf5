package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.EventRef;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.consumer.audit.index.LogNumber;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.revocation.HandleChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What one record of the control log does to what a question is about. A record may name 10,000 targets, and thousands of such records may name one: a question keeps their steps, and
 * reads the few records that it shows once more.
 *
 * @param position of the log, with the record folded in
 * @param time of the record, milliseconds since the epoch
 * @param changes of the handles that are asked about
 * @param event as it is about a signing key or one link alone; empty where it is about none
 */
record Step(long position, long time, List<HandleChange> changes, Optional<ControlEvent> event) {
    /** A token's: with the events of signing keys. */
    static Step of(IndexedEvent record, Set<Handle> handles) {
        return of(record, handles, event -> Optional.of(event).filter(SigningKeys::concern));
    }

    /** @param part of an event that is kept: nothing that grows with what else the event names */
    static Step of(IndexedEvent record, Set<Handle> handles, Function<ControlEvent, Optional<ControlEvent>> part) {
        List<HandleChange> changes = record.control()
                .map(event -> HandleChange.of(event, record.position()).stream()
                        .filter(change -> handles.contains(change.handle()))
                        .toList())
                .orElse(List.of());
        return new Step(
                record.position(), record.time(), changes, record.control().flatMap(part));
    }

    /** Of the record. */
    long id() {
        return LogNumber.id(LogNumber.CONTROL, position - 1);
    }

    EventRef ref() {
        return new EventRef(LogNumber.name(LogNumber.CONTROL), position - 1);
    }

    Instant at() {
        return Instant.ofEpochMilli(time);
    }

    static List<Step> upTo(List<Step> steps, long position) {
        return steps.stream().filter(step -> step.position() <= position).toList();
    }
}
