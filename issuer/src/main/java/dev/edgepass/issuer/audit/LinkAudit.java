package dev.edgepass.issuer.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.audit.answer.LinkAnswer;
import dev.edgepass.issuer.audit.AuditConsumer.Question;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.Views;
import dev.edgepass.readmodel.ViewCounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A link's life, and beside it what the edge reported of views, which no log proves. Thread-safe. */
@Component
class LinkAudit {
    private static final String SOURCE = "as the edge reported; not proved";

    private final AuditConsumer consumer;
    private final Views views;

    /**
     * The answer.
     *
     * @param opens null where nothing is known of views
     */
    record Answer(
            @JsonUnwrapped LinkAnswer answer, @Nullable Opens opens) {}

    /**
     * What the edge reported.
     *
     * @param last time of the last open; null where none was reported
     * @param afterEnd whether one was after the link's end; null where it has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Opens(
            String source,
            long opens,
            @Nullable Instant last,
            @Nullable Boolean afterEnd) {}

    LinkAudit(AuditConsumer consumer, Views views) {
        this.consumer = consumer;
        this.views = views;
    }

    Answer of(String id, @Nullable String at) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("at", at);
        LinkAnswer answer = consumer.ask(Question.get(parameters, "links", id), LinkAnswer.class);
        return new Answer(answer, opens(id, answer));
    }

    /** Without the read model the rest is answered all the same. */
    private @Nullable Opens opens(String id, LinkAnswer answer) {
        ViewCounts counts;
        try {
            counts = views.ofLink(id).counts();
        } catch (ProblemException e) {
            return null;
        }
        if (counts == null || counts.erased()) {
            return null;
        }
        Instant last = counts.lastOpenedAt() == null ? null : Instant.ofEpochMilli(counts.lastOpenedAt());
        Instant end = answer.tokens().endedAt();
        return new Opens(SOURCE, counts.opens(), last, end == null ? null : last != null && last.isAfter(end));
    }
}
