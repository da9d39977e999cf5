package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.AuditEvent;
import dev.edgepass.audit.answer.KnownAt;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.consumer.audit.index.LogNumber;
import dev.edgepass.consumer.log.EventText;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.publication.KnownAtEdge;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records as answers have them. For one question. */
final class EventAnswers {
    /** What a person wrote, in records from before the words' topic. */
    private static final Set<String> WRITTEN = Set.of("label", "recipient", "recipients");

    private final IndexReads reads;
    private final Map<String, Long> sealed;
    private final String topicId;

    /** @param sealed by name of a log, how many of its records the archive's checkpoint has */
    EventAnswers(IndexReads reads, Map<String, Long> sealed) {
        this.reads = reads;
        this.sealed = sealed;
        this.topicId =
                reads.state(LogNumber.CONTROL).map(IndexReads.LogState::topicId).orElse("");
    }

    AuditEvent of(IndexedEvent event) {
        return new AuditEvent(
                event.logName(),
                event.offset(),
                event.at(),
                event.type(),
                event.offset() < sealed.getOrDefault(event.logName(), 0L),
                event.data().map(EventAnswers::fields).orElse(Map.of()),
                knownAt(event));
    }

    private static Map<String, Object> fields(EdgepassEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>(EventText.fields(event));
        fields.keySet().removeAll(WRITTEN);
        return fields;
    }

    List<AuditEvent> of(Collection<IndexedEvent> events) {
        return events.stream().map(this::of).toList();
    }

    /** Reads their records once more. */
    List<AuditEvent> ofSteps(List<Step> steps) {
        return steps.stream().map(step -> of(reads.require(step.id()))).toList();
    }

    KnownAtEdge known(long position) {
        return reads.publications(position).of(topicId, position);
    }

    private @Nullable KnownAt knownAt(IndexedEvent event) {
        return event.log() == LogNumber.CONTROL ? KnownAt.of(known(event.position())) : null;
    }

    KnownAt knownAt(Step step) {
        return KnownAt.of(known(step.position()));
    }
}
