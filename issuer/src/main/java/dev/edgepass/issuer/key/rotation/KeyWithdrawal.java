package dev.edgepass.issuer.key.rotation;

import dev.edgepass.event.ControlEvent.KeyWithdrawn;
import dev.edgepass.issuer.key.KeyRing;
import dev.edgepass.issuer.key.KeyStanding;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes a signing key out of use, for good: the head's next version is without it, and so the edge refuses every token under it within the same bound as a
 * revocation. Needs Kafka only. Thread-safe.
 */
@Component
class KeyWithdrawal {
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int MAX_REASON = 500;

    private final EventLog log;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final KeyRing ring;
    private final KeyStanding standing;

    KeyWithdrawal(
            EventLog log, ReadModel readModel, ReadYourWrites readYourWrites, KeyRing ring, KeyStanding standing) {
        this.log = log;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.ring = ring;
        this.standing = standing;
    }

    /**
     * Withdraws. Twice is once.
     *
     * @throws ProblemException {@code invalid-request}, {@code log-unavailable}; {@code key-not-found} where the read model can be asked, isn't behind, and doesn't know it
     */
    EventLog.Written withdraw(String kid, @Nullable String reason, String actor) {
        if (!KID.matcher(kid).matches()) {
            throw ProblemType.invalid("kid", "not a key id (expected: 1 to 128 of A-Z, a-z, 0-9, - and _)");
        }
        if (reason != null && reason.length() > MAX_REASON) {
            throw ProblemType.invalid("reason", reason.length() + " characters (expected: at most " + MAX_REASON + ")");
        }
        requireKnown(kid);
        EventLog.Written written = log.append(new KeyWithdrawn(kid, reason, actor), kid);
        standing.withdraw(kid);
        return written;
    }

    private void requireKnown(String kid) {
        if (ring.held(kid).isPresent()) {
            return;
        }
        try {
            readYourWrites.find(
                    () -> readModel.key(kid), () -> ProblemType.KEY_NOT_FOUND.because("GET /keys lists them."));
        } catch (ProblemException e) {
            if (!e.is(ProblemType.READ_MODEL_UNAVAILABLE)) {
                throw e;
            }
        }
    }
}
