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

    /** The answer. */
    record Answer(@JsonUnwrapped LinkAnswer answer, Opens opens) {}

    /**
     * What the edge reported.
     *
     * @param opens at least; null where it isn't known what it reported
     * @param last time of the last open; null where none was reported
     * @param afterEnd whether one was after the link's end; null where it has none
     * @param unknown why it isn't known: {@code unavailable} where the read model is away, {@code erased}, {@code not-counted} where nothing was counted, reported or not; null where it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Opens(
            String source,
            @Nullable Long opens,
            @Nullable Instant last,
            @Nullable Boolean afterEnd,
            @Nullable String unknown) {
        private static Opens unknown(String why) {
            return new Opens(SOURCE, null, null, null, why);
        }
    }

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
    private Opens opens(String id, LinkAnswer answer) {
        ViewCounts counts;
        try {
            counts = views.ofLink(id).counts();
        } catch (ProblemException e) {
            return Opens.unknown("unavailable");
        }
        if (counts == null || counts.erased()) {
            return Opens.unknown(counts == null ? "not-counted" : "erased");
        }
        Instant last = counts.lastOpenedAt() == null ? null : Instant.ofEpochMilli(counts.lastOpenedAt());
        Instant end = answer.tokens().endedAt();
        Boolean afterEnd = end == null ? null : last != null && last.isAfter(end);
        return new Opens(SOURCE, counts.opens(), last, afterEnd, null);
    }
}
