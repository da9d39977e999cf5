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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Was a token good at a moment, for a file or by itself, and by which records. For one question. */
public final class TokenQuestion {
    /** Entries of a timeline. */
    static final int LONGEST_TIMELINE = 1_000;

    /** Records that name one token: its issue and its renewals. */
    private static final int MOST_OF_A_TOKEN = 1_000;

    /** What events of signing keys name. */
    static final List<String> KEY_EVENTS = Stream.of(
                    EventType.KEY_ADDED, EventType.KEY_ACTIVATED, EventType.KEY_WITHDRAWN)
            .map(EventKeys::type)
            .toList();

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
        List<Step> all = steps(token.handles(key));
        List<Step> until = Step.upTo(all, at.position());
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
    private List<Step> steps(List<Handle> handles) {
        List<String> keys = new ArrayList<>(KEY_EVENTS);
        handles.forEach(handle -> keys.add(handle.toString()));
        Set<Handle> wanted = new HashSet<>(handles);
        List<Step> steps = new ArrayList<>();
        reads.eachControl(keys, Long.MAX_VALUE, record -> steps.add(Step.of(record, wanted)));
        return steps;
    }

    private static HandleFold fold(TokenFacts token, @Nullable ObjectKey key, List<Step> steps) {
        HandleFold fold = new HandleFold(token.handles(key));
        steps.forEach(fold::apply);
        return fold;
    }

    private AuditedToken.AtEdge atEdge(TokenFacts token, @Nullable ObjectKey key, List<Step> until, long now) {
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
    private List<IndexedEvent> because(TokenFacts token, Verdict verdict, HandleFold fold, List<Step> until) {
        List<IndexedEvent> because = new ArrayList<>();
        because.add(token.issued());
        Handle handle = verdict.handle();
        if (handle != null) {
            HandleState state = fold.stateOf(handle);
            at(until, state.blocked() ? state.blockedAt() : state.cutoff())
                    .map(step -> reads.require(step.id()))
                    .ifPresent(because::add);
        } else if (verdict.refusal() == Refusal.UNKNOWN_KEY) {
            lastOf(until, token.grant().kid())
                    .map(step -> reads.require(step.id()))
                    .ifPresent(because::add);
        }
        return because;
    }

    private static Optional<Step> at(List<Step> steps, long position) {
        return steps.stream().filter(step -> step.position() == position).findFirst();
    }

    private static Optional<Step> lastOf(List<Step> steps, String kid) {
        return steps.stream()
                .filter(step -> step.event()
                        .filter(event -> event instanceof ControlEvent.KeyWithdrawn withdrawn
                                && withdrawn.kid().equals(kid))
                        .isPresent())
                .reduce((earlier, later) -> later);
    }

    /** From the issue on: each record that changes the verdict, and the end that the clock brings. */
    private List<TimelineEntry> timeline(TokenFacts token, @Nullable ObjectKey key, List<Step> all) {
        Instant begin = token.grant().issuedAt();
        Instant end = token.grant().expiresAt();
        HandleFold fold = new HandleFold(token.handles(key));
        List<TimelineEntry> entries = new ArrayList<>();
        Verdict before = null;
        long position = token.grant().position();
        for (Step step : all) {
            boolean later =
                    step.at().isAfter(begin) && step.position() > token.grant().position();
            if (later && before == null) {
                before = token.verdict(key, fold, begin.toEpochMilli());
                entries.add(begin(token, before));
            }
            if (later && !step.at().isBefore(end)) {
                break;
            }
            fold.apply(step);
            position = Math.max(position, step.position());
            if (before != null) {
                Verdict now = token.verdict(key, fold, step.time());
                if (!now.equals(before)) {
                    entries.add(new TimelineEntry(
                            step.at(), step.position(), now.word(), now.reason(), step.ref(), answers.knownAt(step)));
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
