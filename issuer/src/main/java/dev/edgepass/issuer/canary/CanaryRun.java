package dev.edgepass.issuer.canary;

import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.canary.Sample.Sight;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.token.MintOrder;
import dev.edgepass.issuer.token.MintedToken;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.issuer.token.TokenMint;
import dev.edgepass.token.ObjectKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** One run of the canary: mint, view, revoke, view until refused. Used by one thread at a time. */
@Component
class CanaryRun {
    /** The subject of the token and the actor of its revocation. */
    static final String NAME = "canary";

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final Duration PACE = Duration.ofMillis(50);

    /** How long the edge may take to grant a fresh token: it has to know nothing new for that. */
    private static final Duration GRANT_WITHIN = Duration.ofSeconds(10);

    /** How long a refusal is waited for, in bounds. */
    private static final int PATIENCE = 6;

    private final ReadModel readModel;
    private final OpaqueSubject subjects;
    private final TokenMint mint;
    private final EventLog log;
    private final Publications publications;
    private final Clock clock;

    CanaryRun(
            ReadModel readModel,
            OpaqueSubject subjects,
            TokenMint mint,
            EventLog log,
            Publications publications,
            Clock clock) {
        this.readModel = readModel;
        this.subjects = subjects;
        this.mint = mint;
        this.log = log;
        this.publications = publications;
        this.clock = clock;
    }

    /** What was seen and what it means. */
    record Report(CanaryVerdict verdict, List<Sample> samples) {}

    Report run(ObjectKey key, EdgeView edge, Duration bound) throws InterruptedException {
        try {
            MintedToken token = mint(key);
            EdgeView.Look granted = viewUntilGranted(edge, token);
            if (granted.sample().sight() != Sight.GRANTED) {
                return failed("the edge doesn't grant a fresh token for the canary's object: " + granted.text());
            }
            return revoke(token, edge, bound);
        } catch (ProblemException e) {
            return failed(e.problem().code() + ": " + e.problem().detail());
        }
    }

    private MintedToken mint(ObjectKey key) {
        MintOrder order = MintOrder.ofLogin(subjects, null, NAME, RequestedPaths.parse(List.of(key.value())), false);
        return mint.mint(order, TOKEN_LIFE, readModel.snapshot(order.handles(), null));
    }

    private EdgeView.Look viewUntilGranted(EdgeView edge, MintedToken token) throws InterruptedException {
        Instant deadline = clock.instant().plus(GRANT_WITHIN);
        EdgeView.Look look = edge.look(token.compact());
        while (look.sample().sight() != Sight.GRANTED && clock.instant().isBefore(deadline)) {
            pace(look.sample());
            look = edge.look(token.compact());
        }
        return look;
    }

    private Report revoke(MintedToken token, EdgeView edge, Duration bound) throws InterruptedException {
        Target target = new Target(Handle.Kind.TOKEN, token.claims().id());
        EventLog.Written written = log.append(
                new Revoked(RandomId.next(), List.of(target), Effect.CUTOFF, NAME, NAME),
                target.handle().toString());
        Duration patience = bound.multipliedBy(PATIENCE);
        CompletableFuture<Publication> publication =
                CompletableFuture.supplyAsync(() -> publications.await(written, patience));

        Instant deadline = written.at().plus(patience);
        List<Sample> samples = new ArrayList<>();
        Trial trial = trial(written, publication, samples);
        while (!trial.isSettled(clock.instant()) && clock.instant().isBefore(deadline)) {
            Sample sample = edge.look(token.compact()).sample();
            samples.add(sample);
            pace(sample);
            trial = trial(written, publication, samples);
        }
        return new Report(CanaryVerdict.of(trial, bound, clock.instant()), trial.samples());
    }

    private static Trial trial(
            EventLog.Written written, CompletableFuture<Publication> publication, List<Sample> samples) {
        Publication now = publication.getNow(null);
        return new Trial(written.sentAt(), written.at(), now == null ? null : now.publishedAt(), samples);
    }

    /** Requests start {@link #PACE} apart, or one after the other where they take longer. */
    private void pace(Sample last) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), last.sentAt().plus(PACE));
        if (!left.isNegative()) {
            Thread.sleep(left.toMillis());
        }
    }

    private static Report failed(String reason) {
        return new Report(new CanaryVerdict.Failed(reason), List.of());
    }
}
