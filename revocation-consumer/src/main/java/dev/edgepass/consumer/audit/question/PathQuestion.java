package dev.edgepass.consumer.audit.question;

import dev.edgepass.audit.answer.Moment;
import dev.edgepass.audit.answer.PathAnswer;
import dev.edgepass.consumer.audit.index.EventKeys;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.IndexReads.Place;
import dev.edgepass.consumer.audit.index.IndexReads.Span;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.decision.TokenRules;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.readmodel.LinkStanding;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What opened a file at a moment: the links that were open, then the tokens that were granted it. For one question. */
public final class PathQuestion {
    /** Candidates that a page looks at. */
    static final int MOST_LOOKED_AT = 5_000;

    /** Of a page, less than who asks waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int BATCH = 500;
    private static final int LINKS = 0;
    private static final int TOKENS = 1;

    /** By how much the clock of an issuer may be ahead of that of the log, so that a token that was good then is among those that are looked at. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final IndexReads reads;
    private final long end;
    private final Map<Handle, HandleState> states = new HashMap<>();
    private @Nullable SigningKeys keys;

    public PathQuestion(IndexReads reads) {
        this(reads, PATIENCE);
    }

    /** @param patience after which a page ends, with one candidate at least */
    PathQuestion(IndexReads reads, Duration patience) {
        this.reads = reads;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /**
     * @param cursor of the page before; null for the first
     * @throws NotAnswered where the cursor is none
     */
    public PathAnswer answer(ObjectKey key, Moment at, @Nullable String cursor, int limit) {
        Cursor from = Cursor.parse(cursor);
        List<PathAnswer.Link> links = new ArrayList<>();
        List<PathAnswer.Token> tokens = new ArrayList<>();
        Cursor next = from.part() == LINKS ? links(key, at, from, limit, links) : from;
        if (next != null && next.part() == TOKENS && links.size() < limit) {
            next = tokens(key, at, next.place(), limit - links.size(), tokens);
        }
        return new PathAnswer(key.value(), at, links, tokens, next == null ? null : next.text(), reads.indexed());
    }

    private static List<String> scopes(ObjectKey key) {
        return key.scopes().stream().map(EventKeys::scope).toList();
    }

    private boolean isLate() {
        return System.nanoTime() - end >= 0;
    }

    /** By the position of the record that first gave them such a path. A cursor has its id, and in the place of a time how many of its links were looked at. */
    private Cursor links(ObjectKey key, Moment at, Cursor from, int limit, List<PathAnswer.Link> links) {
        List<String> scopes = scopes(key);
        Place begun = from.place();
        long after = Math.max(0, begun.id()) - 1;
        int lookedAt = 0;
        List<Long> ids;
        do {
            ids = reads.controlIds(scopes, at.position(), after, BATCH);
            for (long id : ids) {
                after = id;
                IndexedEvent event = reads.named(id, scopes).orElse(null);
                List<String> named = event == null ? List.of() : linksOf(event);
                for (long next = id == begun.id() ? begun.time() : 0; event != null && next < named.size(); next++) {
                    link(named.get((int) next), event, scopes, key, at, links);
                    lookedAt++;
                    if (links.size() >= limit || lookedAt >= MOST_LOOKED_AT || isLate()) {
                        return new Cursor(LINKS, new Place(next + 1, id));
                    }
                }
            }
        } while (ids.size() == BATCH);
        return new Cursor(TOKENS, Place.BEGIN);
    }

    private static List<String> linksOf(IndexedEvent event) {
        ControlEvent control = event.control().orElse(null);
        if (control instanceof ControlEvent.LinkCreated created) {
            return List.of(created.linkId());
        } else if (control instanceof ControlEvent.LinksCreated created) {
            return created.links().stream()
                    .map(ControlEvent.LinksCreated.Member::linkId)
                    .toList();
        }
        return control instanceof ControlEvent.LinkEdited edited ? List.of(edited.linkId()) : List.of();
    }

    /** That an event of one link gives it. */
    private static List<String> paths(ControlEvent event) {
        if (event instanceof ControlEvent.LinkCreated created) {
            return created.terms().paths();
        }
        return event instanceof ControlEvent.LinkEdited edited ? edited.terms().paths() : List.of();
    }

    private void link(
            String id, IndexedEvent found, List<String> scopes, ObjectKey key, Moment at, List<PathAnswer.Link> links) {
        LinkSteps until = LinkSteps.read(reads, id, at.position());
        boolean isFirst = until.all().stream()
                .filter(step -> step.event().map(PathQuestion::paths).orElse(List.of()).stream()
                        .anyMatch(path -> scopes.contains(EventKeys.scope(path))))
                .findFirst()
                .filter(step -> step.position() == found.position())
                .isPresent();
        if (!isFirst) {
            // A record before was looked at for it.
            return;
        }
        LinkLife life = new LinkLife(id, until.handles());
        until.all().forEach(life::apply);
        life.link()
                // An upload link opens nothing.
                .filter(link -> link.terms().upload() == null)
                .filter(link -> link.terms().paths().stream().anyMatch(path -> new Scope(path).covers(key)))
                .filter(link -> life.standing(at.time()) == LinkStanding.OPEN)
                .ifPresent(link -> {
                    Set<Long> because = life.because(at.time());
                    links.add(new PathAnswer.Link(
                            id,
                            link.createdBy(),
                            LinkStanding.OPEN.word(),
                            until.all().stream()
                                    .filter(step -> because.contains(step.position()))
                                    .map(Step::ref)
                                    .toList()));
                });
    }

    private @Nullable Cursor tokens(ObjectKey key, Moment at, Place from, int limit, List<PathAnswer.Token> tokens) {
        long now = at.time().toEpochMilli();
        Span span = new Span(now - TokenRules.DEFAULT_MAX_LIFETIME * 1000 - CLOCKS.toMillis(), now + CLOCKS.toMillis());
        Place after = from;
        int lookedAt = 0;
        while (lookedAt < MOST_LOOKED_AT) {
            List<Place> places = reads.places(scopes(key), span, after, BATCH, false);
            for (Place place : places) {
                after = place;
                IndexedEvent event = reads.require(place.id());
                if (event.issuance().isPresent()) {
                    token(new TokenFacts(event), key, at, tokens);
                }
                if (tokens.size() == limit || isLate()) {
                    return new Cursor(TOKENS, after);
                }
            }
            lookedAt += places.size();
            if (places.size() < BATCH) {
                return null;
            }
        }
        return new Cursor(TOKENS, after);
    }

    private void token(TokenFacts token, ObjectKey key, Moment at, List<PathAnswer.Token> tokens) {
        Verdict verdict = token.verdict(
                key, handle -> state(handle, at), keys(at), at.time().toEpochMilli());
        if (verdict.refusal() == null) {
            tokens.add(new PathAnswer.Token(
                    token.grant().jti(),
                    token.grant().subject(),
                    token.grant().linkId(),
                    token.grant().issuedAt(),
                    token.grant().expiresAt(),
                    token.ref()));
        }
    }

    /** Tokens share most of their handles, which are folded once. */
    private HandleState state(Handle handle, Moment at) {
        HandleState known = states.get(handle);
        if (known == null) {
            HandleFold fold = new HandleFold(List.of(handle));
            reads.eachControl(List.of(handle.toString()), at.position(), fold::apply);
            known = fold.stateOf(handle);
            states.put(handle, known);
        }
        return known;
    }

    private SigningKeys keys(Moment at) {
        SigningKeys known = keys;
        if (known == null) {
            HandleFold fold = new HandleFold(List.of());
            reads.eachControl(TokenQuestion.KEY_EVENTS, at.position(), fold::apply);
            known = fold.keys();
            keys = known;
        }
        return known;
    }
}
