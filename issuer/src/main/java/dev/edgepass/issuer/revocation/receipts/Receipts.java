package dev.edgepass.issuer.revocation.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.Evidence;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.revocation.Revocations;
import dev.edgepass.readmodel.RevocationRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The receipts of a revocation: its bound, and what locations reported beside it. Thread-safe. */
@Component
class Receipts {
    /** Targets that are looked at: a revocation may have thousands, each with an entry for each location. */
    private static final int MOST_TARGETS = 20;

    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final Publications publications;
    private final Evidence evidence;
    private final Clock clock;

    /** How far it is, by arithmetic alone. */
    enum State {
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("published")
        PUBLISHED,
        /** The bound is over: every location refuses, or answers 503. */
        @JsonProperty("enforced")
        ENFORCED
    }

    /**
     * @param state by the bound; no report changes it
     * @param enforcedBy absent where this issuer hasn't seen it published
     * @param lifted whether it was lifted, so that later grants are right
     * @param targetsRead the first of its targets, which the locations' states are about
     * @param judged whether grants are held against it, for each of those targets
     * @param notJudged why not; absent where they are
     * @param reported whether any location has reported anything of any link; without it, silence is only that
     * @param completeFrom from when on all reports are counted; absent where there is none
     * @param locations that ever reported anything; others there may be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String id,
            long position,
            State state,
            Instant acceptedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant enforcedBy,
            boolean lifted,
            int targetCount,
            int targetsRead,
            boolean judged,
            @Nullable NotJudged notJudged,
            boolean reported,
            @Nullable Instant completeFrom,
            List<Receipt> locations) {}

    Receipts(
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            Publications publications,
            Evidence evidence,
            Clock clock) {
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.publications = publications;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code revocation-not-found}, {@code read-model-unavailable}
     */
    Answer of(String id) {
        RevocationRecord revocation = readYourWrites.find(() -> readModel.revocation(id), Revocations::notFound);
        Publication publication = publications.now(revocation.position(), revocation.acceptedAt());
        List<Target> targets = revocation.targets().stream().limit(MOST_TARGETS).toList();
        ReceiptDecision decision = new ReceiptDecision(
                revocation.effect(),
                revocation.position(),
                revocation.acceptedAt(),
                publication.enforcedBy(),
                revocation.liftedAt());
        Evidence.Found found = evidence.of(handles(targets));
        Optional<NotJudged> notJudged = decision.notJudged(targets);
        Long from = found.completeFrom();
        return new Answer(
                id,
                revocation.position(),
                state(publication),
                revocation.acceptedAt(),
                publication.publishedAt(),
                publication.enforcedBy(),
                revocation.isLifted(),
                revocation.targets().size(),
                targets.size(),
                notJudged.isEmpty(),
                notJudged.orElse(null),
                !found.locations().isEmpty(),
                from == null ? null : Instant.ofEpochMilli(from),
                decision.decide(targets, found));
    }

    private State state(Publication publication) {
        Instant enforcedBy = publication.enforcedBy();
        if (enforcedBy == null) {
            return State.ACCEPTED;
        }
        return clock.instant().isBefore(enforcedBy) ? State.PUBLISHED : State.ENFORCED;
    }

    private static List<Handle> handles(List<Target> targets) {
        return targets.stream()
                .flatMap(target -> Stream.concat(Stream.of(target.handle()), Stream.ofNullable(target.formerHandle())))
                .distinct()
                .toList();
    }
}
