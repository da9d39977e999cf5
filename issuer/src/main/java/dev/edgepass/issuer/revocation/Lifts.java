package dev.edgepass.issuer.revocation;

import dev.edgepass.event.ControlEvent.RevocationLifted;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.LiftSnapshot;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.readmodel.RevocationRecord;
import dev.edgepass.revocation.HandleChange;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes revocations back by one event on the log, decided on one state of the read model. Thread-safe. */
@Component
class Lifts {
    private static final int NAMED_CAUSES = 5;

    private final EventLog log;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final CutoffLife cutoffLife;

    /**
     * A revocation that is lifted.
     *
     * @param alsoLifted ids of the others that were lifted with it, by this call
     * @param targets that the lift names
     * @param written where the lift is on the log, and since when
     * @param before whether that was done before this call
     */
    record Lifted(
            String id, List<String> alsoLifted, int targets, String actor, EventLog.Written written, boolean before) {}

    Lifts(EventLog log, ReadModel readModel, ReadYourWrites readYourWrites, CutoffLife cutoffLife) {
        this.log = log;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.cutoffLife = cutoffLife;
    }

    /**
     * Lifts. Lifting twice is lifting once. A block or cutoff that reached the log after the state that this was decided on stays, and the targets are refused on.
     *
     * @param all lifts the other revocations on the same targets too
     * @throws ProblemException {@code revocation-not-found}, {@code revocation-overlaps}, {@code superseded}, {@code read-model-unavailable}, {@code log-unavailable}
     */
    Lifted lift(String id, boolean all, Caller caller) {
        readYourWrites.await();
        Instant ageLimit = cutoffLife.ageLimit();
        LiftSnapshot snapshot = readModel.lift(id, all, RevocationRequest.MAX_TARGETS, ageLimit);
        LiftDecision decision = LiftDecision.of(id, all, snapshot, ageLimit);
        if (decision instanceof LiftDecision.Lift lift) {
            return write(id, lift, caller);
        }
        if (decision instanceof LiftDecision.Overlapping overlapping) {
            throw ProblemType.REVOCATION_OVERLAPS.because(LiftCause.explain(overlapping.causes(), NAMED_CAUSES));
        }
        if (decision instanceof LiftDecision.TooMany) {
            throw ProblemType.REVOCATION_OVERLAPS.because(
                    "Nothing was lifted. The revocations that overlap with it, and"
                            + " those that overlap with them, have more than " + RevocationRequest.MAX_TARGETS
                            + " targets. Without all=true the answer names those on its own targets.");
        }
        return done(id);
    }

    private Lifted write(String id, LiftDecision.Lift lift, Caller caller) {
        EventLog.Written written = log.append(
                new RevocationLifted(
                        id, lift.targets(), lift.effect(), lift.basis(), lift.alsoLifted(), caller.subject()),
                lift.targets().get(0).handle().toString());
        if (HandleChange.isVoid(lift.basis(), written.position())) {
            throw ProblemType.SUPERSEDED.because("The lift was decided at position " + lift.basis()
                    + " and reached the log at " + written.position()
                    + ", too late to have an effect (expected: within "
                    + HandleChange.LIFT_WINDOW + " records). The revocation is in force. Repeat the request.");
        }
        return new Lifted(id, lift.alsoLifted(), lift.targets().size(), caller.subject(), written, false);
    }

    /** What there is to say of one that was lifted before, or that never was. */
    private Lifted done(String id) {
        RevocationRecord record = readYourWrites.find(
                () -> readModel.revocation(id).filter(RevocationRecord::isLifted), Revocations::notFound);
        Instant at = record.liftedAt() == null ? record.acceptedAt() : record.liftedAt();
        long position = record.liftedAtPosition() == null ? 0 : record.liftedAtPosition();
        return new Lifted(
                id,
                List.of(),
                record.targets().size(),
                record.liftedBy() == null ? "" : record.liftedBy(),
                Publications.earlier(position, at),
                true);
    }
}
