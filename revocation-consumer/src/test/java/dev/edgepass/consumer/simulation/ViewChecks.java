package dev.edgepass.consumer.simulation;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.feed.FeedView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of every verdict. */
final class ViewChecks {
    /** From published to refused everywhere. */
    static final long BOUND = 5_000;

    /** Two reads of the head at most, 4 s each; beside them a comparison with R2 and a read of the object, which may take 10 s each, and others' read of it. */
    private static final long ANSWERED_WITHIN = 40_000;

    private final Model model;
    private final Facts facts;
    private final Set<EdgeRequest> open = new LinkedHashSet<>();
    private long granted;
    private long refused;
    private long stale;
    private long latestGrant;

    ViewChecks(Model model, Facts facts) {
        this.model = model;
        this.facts = facts;
    }

    long granted() {
        return granted;
    }

    long refused() {
        return refused;
    }

    long stale() {
        return stale;
    }

    /** The longest time from published to a grant that the head would have refused, over all that were granted. */
    long latestGrant() {
        return latestGrant;
    }

    void opened(EdgeRequest request) {
        open.add(request);
    }

    /** Answered or cancelled. */
    void closed(EdgeRequest request) {
        open.remove(request);
    }

    void requireAnswers() {
        for (EdgeRequest request : open) {
            if (model.now() - request.arrived() <= ANSWERED_WITHIN) {
                return;
            }
            throw new Violation(
                    Invariant.EVERY_REQUEST_IS_ANSWERED,
                    request.where(),
                    request + " has no answer after " + (model.now() - request.arrived()) + " ms");
        }
    }

    /** The handles' facts of a view of the object {@code served} with {@code token}. */
    private List<List<Fact>> facts(MintedToken token, List<String> served) {
        List<List<Fact>> all = new ArrayList<>();
        token.handles().forEach(handle -> all.add(facts.about(handle)));
        served.forEach(handle -> all.add(facts.about(handle)));
        all.add(facts.aboutKey(token.verified().kid()));
        return all;
    }

    /**
     * @param served the handles of the object that R2 gives
     */
    void granted(EdgeRequest request, MintedToken token, List<String> served) {
        granted++;
        model.scheduler.note(1);
        long seen = request.isolate().seenPosition();
        for (List<Fact> about : facts(token, served)) {
            for (Fact fact : about) {
                if (!fact.hits(token.decidedOn()) || fact.liftedAt <= model.now()) {
                    continue;
                }
                if (fact.position <= seen) {
                    throw violation(Invariant.ENFORCED_STAYS_ENFORCED, request, "granted, and knew of the " + fact);
                }
                if (fact.publishedAt == Fact.NEVER) {
                    continue;
                }
                long late = model.now() - fact.publishedAt;
                latestGrant = Math.max(latestGrant, late);
                if (late > BOUND) {
                    throw violation(
                            Invariant.NO_LATE_GRANT,
                            request,
                            "granted " + late + " ms after it was published: " + fact);
                }
            }
        }
    }

    void refused(EdgeRequest request, MintedToken token, List<String> asked, Refusal why, @Nullable FeedView view) {
        refused++;
        model.scheduler.note(2 + why.ordinal());
        if (why == Refusal.STALE_FEED) {
            stale++;
            // A view may be decided on a read that was issued this long ago: before there was calm.
            boolean readInCalm = model.now() - ViewPolicy.DEFAULT_MAX_READ_AGE >= model.weather.calmSince();
            if (readInCalm && !model.log.wentBack()) {
                throw violation(Invariant.CALM_GRANTS, request, "stale feed in calm; view: " + describe(view));
            }
            return;
        }
        if (why != Refusal.REVOKED && why != Refusal.BLOCKED && why != Refusal.UNKNOWN_KEY || view == null) {
            return;
        }
        long position = view.head().position();
        boolean pruned =
                token.claims().position() < view.head().prunedTo() && token.staleness() > model.profile.mintSlack();
        if (!pruned && facts.against(facts(token, asked), token.decidedOn(), position) == null) {
            throw violation(
                    Invariant.NO_WRONG_REFUSAL, request, why + ", and nothing is against it; view: " + describe(view));
        }
    }

    /** The view was granted, and R2 didn't give the object. */
    void unavailable(EdgeRequest request) {
        if (model.weather.isCalm()) {
            throw violation(Invariant.CALM_GRANTS, request, "media unavailable in calm");
        }
    }

    private String describe(@Nullable FeedView view) {
        return view == null
                ? "none"
                : "position " + view.head().position() + ", pruned to "
                        + view.head().prunedTo() + ", read at "
                        + (view.readAt() - Scheduler.EPOCH) + " by its own clock, as of "
                        + (view.head().asOf() - Scheduler.EPOCH);
    }

    private static Violation violation(Invariant invariant, EdgeRequest request, String what) {
        return new Violation(invariant, request.where(), request + " " + what);
    }
}
