package dev.edgepass.issuer.key.rotation;

import dev.edgepass.issuer.key.KeySettings;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.token.TokenSettings;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Does what is due: changes the key in use after {@code edgepass.keys.rotate-every}, and withdraws retiring keys once every token under them has expired. All
 * instances try; the log takes one rotation, and a second withdrawal changes nothing.
 */
@Component
class KeyUpkeep extends BackgroundWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);

    /** Why a key is withdrawn whose tokens have all expired. */
    static final String RETIRED = "retired";

    private static final String UPKEEP = "upkeep";

    private final KeySettings settings;
    private final Duration longestLife;
    private final ReadModel readModel;
    private final KeyRotation rotation;
    private final KeyWithdrawal withdrawal;
    private final Clock clock;
    private final RepeatedWarnings warnings = new RepeatedWarnings(LOG);

    KeyUpkeep(
            KeySettings settings,
            TokenSettings tokens,
            ReadModel readModel,
            KeyRotation rotation,
            KeyWithdrawal withdrawal,
            Clock clock) {
        super("key-upkeep");
        this.settings = settings;
        this.longestLife = tokens.maxLifetime();
        this.readModel = readModel;
        this.rotation = rotation;
        this.withdrawal = withdrawal;
        this.clock = clock;
    }

    @Override
    protected void run() throws InterruptedException {
        while (true) {
            Thread.sleep(settings.checkEvery().toMillis());
            try {
                doWhatIsDue();
                warnings.over(UPKEEP, "the signing keys' upkeep goes on");
            } catch (ProblemException e) {
                warnings.warn(UPKEEP, "the signing keys' upkeep waits: " + e.getMessage());
            }
        }
    }

    /**
     * @throws ProblemException where it can't be done now
     */
    void doWhatIsDue() {
        KeyDuties due = KeyDuties.at(clock.instant(), readModel.keys(), settings.rotateEvery(), longestLife);
        due.over().forEach(kid -> withdrawal.withdraw(kid, RETIRED, KeyAnnouncement.ACTOR));
        if (due.rotate()) {
            KeyRotation.Rotated rotated = rotation.rotate(KeyAnnouncement.ACTOR, rotation.usualTime());
            LOG.info("signing key {} took the place of {}, which was due", rotated.kid(), rotated.previousKid());
        }
    }
}
