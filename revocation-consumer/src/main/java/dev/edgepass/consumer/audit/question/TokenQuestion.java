package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.AuditedToken;
import dev.edgepass.audit.answer.Moment;
import dev.edgepass.audit.answer.TimelineEntry;
import dev.edgepass.consumer.audit.index.EventKeys;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.IndexReads.Place;
import dev.edgepass.consumer.audit.index.IndexReads.Span;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.decision.Refusal;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.token.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Was a token good at a moment, for a file or by itself, and by which records. For one question. */
public final class TokenQuestion {
    /** Entries of a timeline. */
    static final int LONGEST_TIMELINE = 1_000;

    /** Records that name one token: its issue and its renewals. */
    private static final int MOST_OF_A_TOKEN = 1_000;

    static final EventType[] KEY_EVENTS = {EventType.KEY_ADDED, EventType.KEY_ACTIVATED, EventType.KEY_WITHDRAWN};

    private final IndexReads reads;
    private final EventAnswers answers;

    /** @param sealed by name of a log, how many of its records the archive's checkpoint has */
    public TokenQuestion(IndexReads reads, Map<String, Long> sealed) {
        this.reads = reads;
        this.answers = new EventAnswers(reads, sealed);
    }

    /** Empty where the index has no such token. */
    public Optional<AuditedToken> answer(String jti, Moment at, @Nullable ObjectKey key) {
        return find(jti).map(token -> answer(token, at, key));
    }

    private Optional<TokenFacts> find(String jti) {
        return reads.issued(EventKeys.token(jti), Span.ALL, Place.BEGIN, MOST_OF_A_TOKEN).stream()
                .filter(event -> event.issuance()
                        .filter(issued -> issued.grant().jti().equals(jti))
                        .isPresent())
                .findFirst()
                .map(TokenFacts::new);
    }

    private AuditedToken answer(TokenFacts token, Moment at, @Nullable ObjectKey key) {
        List<IndexedEvent> all = events(reads, token.handles(key));
        List<IndexedEvent> until = upTo(all, at.position());
        long now = at.time().toEpochMilli();
        HandleFold fold = fold(token, key, until);
        Verdict verdict = token.verdict(key, fold, now);
        return new AuditedToken(
                token.answer(),
                at,
                key == null ? null : key.value(),
                new AuditedToken.AtIssuer(verdict.word(), verdict.reason()),
                atEdge(token, key, until, now),
                answers.of(because(token, verdict, fold, until)),
                timeline(token, key, all),
                reads.indexed());
    }

    /** Of the control log, whatever decides on these handles. */
    static List<IndexedEvent> events(IndexReads reads, List<Handle> handles) {
        List<String> keys = new ArrayList<>();
        handles.forEach(handle -> keys.add(handle.toString()));
        List<IndexedEvent> events = new ArrayList<>(reads.control(keys, Long.MAX_VALUE));
        events.addAll(reads.control(Long.MAX_VALUE, KEY_EVENTS));
        events.sort((a, b) -> Long.compare(a.id(), b.id()));
        return events;
    }

    static List<IndexedEvent> upTo(List<IndexedEvent> events, long position) {
        return events.stream().filter(event -> event.position() <= position).toList();
    }

    static HandleFold fold(TokenFacts token, @Nullable ObjectKey key, List<IndexedEvent> events) {
        HandleFold fold = new HandleFold(token.handles(key));
        events.forEach(fold::apply);
        return fold;
    }

    private AuditedToken.AtEdge atEdge(TokenFacts token, @Nullable ObjectKey key, List<IndexedEvent> until, long now) {
        EdgeStretch stretch = new EdgeStretch(
                until, answers::known, () -> reads.publishedSince().orElse(Long.MAX_VALUE), now);
        HandleFold fold = fold(token, key, stretch.inForce().subList(0, stretch.sure()));
        Verdict first = token.verdict(key, fold, now);
        boolean alike = true;
        for (int i = stretch.sure(); i < stretch.possible(); i++) {
            fold.apply(stretch.inForce().get(i));
            Verdict next = token.verdict(key, fold, now);
            alike &= next.refusal() == first.refusal();
        }
        if (alike) {
            return new AuditedToken.AtEdge(first.word(), first.reason(), null, null);
        }
        String unknown = stretch.unknown();
        return unknown == null
                ? new AuditedToken.AtEdge("either", null, stretch.from(), stretch.until())
                : new AuditedToken.AtEdge("unknown", unknown, null, null);
    }

    /** The records that decide: the token's own, and the one that took it back. */
    static List<IndexedEvent> because(TokenFacts token, Verdict verdict, HandleFold fold, List<IndexedEvent> until) {
        List<IndexedEvent> because = new ArrayList<>();
        because.add(token.issued());
        Handle handle = verdict.handle();
        if (handle != null) {
            HandleState state = fold.stateOf(handle);
            because.addAll(at(until, state.blocked() ? state.blockedAt() : state.cutoff()));
        } else if (verdict.refusal() == Refusal.UNKNOWN_KEY) {
            lastOf(until, token.grant().kid()).ifPresent(because::add);
        }
        return because;
    }

    static List<IndexedEvent> at(List<IndexedEvent> events, long position) {
        return events.stream().filter(event -> event.position() == position).toList();
    }

    private static Optional<IndexedEvent> lastOf(List<IndexedEvent> events, String kid) {
        return events.stream()
                .filter(event -> event.control()
                        .filter(control -> control instanceof ControlEvent.KeyWithdrawn withdrawn
                                && withdrawn.kid().equals(kid))
                        .isPresent())
                .reduce((earlier, later) -> later);
    }

    /** From the issue on: each record that changes the verdict, and the end that the clock brings. */
    private List<TimelineEntry> timeline(TokenFacts token, @Nullable ObjectKey key, List<IndexedEvent> all) {
        Instant begin = token.grant().issuedAt();
        Instant end = token.grant().expiresAt();
        HandleFold fold = new HandleFold(token.handles(key));
        List<TimelineEntry> entries = new ArrayList<>();
        Verdict before = null;
        long position = token.grant().position();
        for (IndexedEvent event : all) {
            boolean later = event.at().isAfter(begin)
                    && event.position() > token.grant().position();
            if (later && before == null) {
                before = token.verdict(key, fold, begin.toEpochMilli());
                entries.add(begin(token, before));
            }
            if (later && !event.at().isBefore(end)) {
                break;
            }
            fold.apply(event);
            position = Math.max(position, event.position());
            if (before != null) {
                Verdict now = token.verdict(key, fold, event.time());
                if (!now.equals(before)) {
                    entries.add(new TimelineEntry(
                            event.at(),
                            event.position(),
                            now.word(),
                            now.reason(),
                            EventAnswers.ref(event),
                            answers.knownAt(event)));
                    before = now;
                }
            }
        }
        if (before == null) {
            entries.add(begin(token, token.verdict(key, fold, begin.toEpochMilli())));
        }
        Verdict last = token.verdict(key, fold, end.toEpochMilli());
        entries.add(new TimelineEntry(end, position, last.word(), last.reason(), null, null));
        return entries.subList(Math.max(0, entries.size() - LONGEST_TIMELINE), entries.size());
    }

    private static TimelineEntry begin(TokenFacts token, Verdict verdict) {
        return new TimelineEntry(
                token.grant().issuedAt(),
                token.grant().position(),
                verdict.word(),
                verdict.reason(),
                token.ref(),
                null);
    }
}
