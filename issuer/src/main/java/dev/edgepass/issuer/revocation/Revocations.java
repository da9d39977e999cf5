package dev.edgepass.issuer.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.issuer.feed.HeadWatch;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.readmodel.RevocationRecord;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes revocations, which needs the log only, and reads them back. Thread-safe. */
@Component
public class Revocations {
    /** Few at a time: one can be as long as 1 MB. */
    private static final int BATCH = 20;

    /** Revocations looked at for one page, so that a rare one doesn't cost a walk through all of them: the page may then be short, its cursor goes on. */
    private static final int MAX_SCANNED = 1_000;

    private final EventLog log;
    private final Publications publications;
    private final HeadWatch heads;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final CutoffLife cutoffLife;
    private final EntryBudget budget;

    /** A revocation that was just made. */
    public record Made(RevocationRecord revocation, EventLog.Written written) {}

    /** @param next the position to go on before; null on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<RevocationAnswer> revocations, @Nullable Long next) {}

    Revocations(
            EventLog log,
            Publications publications,
            HeadWatch heads,
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            CutoffLife cutoffLife,
            RevocationSettings settings,
            MeterRegistry meters) {
        this.log = log;
        this.publications = publications;
        this.heads = heads;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.cutoffLife = cutoffLife;
        this.budget = new EntryBudget(settings.maxEntries());
        Gauge.builder("edgepass.head.entries.budget", budget::max)
                .description("entries past which a revocation is refused")
                .register(meters);
    }

    /**
     * Revokes: one record, whatever number of targets.
     *
     * @return the revocation as the log has it, and when it was written
     * @throws ProblemException {@code too-many-entries}, {@code too-large}, {@code log-unavailable}
     */
    public Made revoke(List<Target> targets, Effect effect, @Nullable String reason, Caller caller) {
        budget.require(targets, heads.entries());
        Revoked event = new Revoked(RandomId.next(), targets, effect, reason, caller.subject());
        EventLog.Written written = log.append(event, targets.get(0).handle().toString());
        RevocationRecord revocation = new RevocationRecord(
                event.revocationId(),
                targets,
                effect,
                reason,
                caller.subject(),
                written.position(),
                written.at(),
                null,
                null,
                null);
        return new Made(revocation, written);
    }

    /**
     * @throws ProblemException {@code revocation-not-found}, {@code read-model-unavailable}
     */
    RevocationAnswer read(String id) {
        RevocationRecord revocation = readYourWrites.find(() -> readModel.revocation(id), Revocations::notFound);
        Publication lift = revocation.liftedAtPosition() == null || revocation.liftedAt() == null
                ? null
                : publications.now(revocation.liftedAtPosition(), revocation.liftedAt());
        return RevocationAnswer.of(
                revocation,
                revocation.isActive(cutoffLife.ageLimit()),
                publications.now(revocation.position(), revocation.acceptedAt()),
                lift,
                null);
    }

    public static ProblemException notFound() {
        return ProblemType.REVOCATION_NOT_FOUND.because("Check the id.");
    }

    /**
     * Newest first.
     *
     * @param active only those that are, or aren't, active; null for all
     * @param before only those at a lower position
     * @throws ProblemException {@code read-model-unavailable}
     */
    Page list(@Nullable Boolean active, long before, int limit) {
        readYourWrites.await();
        Instant ageLimit = cutoffLife.ageLimit();
        List<RevocationAnswer> found = new ArrayList<>();
        long cursor = before;
        for (int scanned = 0; scanned < MAX_SCANNED; scanned += BATCH) {
            List<RevocationRecord> batch = readModel.revocations(cursor, BATCH);
            for (RevocationRecord revocation : batch) {
                boolean isActive = revocation.isActive(ageLimit);
                if (active == null || active == isActive) {
                    found.add(RevocationAnswer.of(revocation, isActive, null, null, null));
                }
                if (found.size() == limit) {
                    return new Page(found, revocation.position());
                }
            }
            if (batch.size() < BATCH) {
                return new Page(found, null);
            }
            cursor = batch.get(batch.size() - 1).position();
        }
        return new Page(found, cursor);
    }
}
