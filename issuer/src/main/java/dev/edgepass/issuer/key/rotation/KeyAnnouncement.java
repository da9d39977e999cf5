package dev.edgepass.issuer.key.rotation;

import dev.edgepass.event.ControlEvent.KeyAdded;
import dev.edgepass.issuer.key.KeyRing;
import dev.edgepass.issuer.key.KeySettings;
import dev.edgepass.issuer.key.SigningKey;
import dev.edgepass.issuer.log.ControlEnd;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.key.KeyRecord;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Puts the keys that this instance holds on the log, so that the edge learns them. In the background, again and again until it is done: Kafka, its topics and
 * Redis may come up after the issuer; and once more where the source has got a key, or the log was made anew. Until the topics are there the issuer isn't
 * ready.
 *
 * <p>The log takes back a key's withdrawal where the key is announced after it. So a key is announced only where it is certain that the log hasn't got it: by a
 * read model that has folded the whole log, or by an empty log. While Redis can't say, the issuer is ready without it: nothing can be minted then, and what is
 * revoked needs Kafka only.
 */
@Component
class KeyAnnouncement extends BackgroundWorker implements SmartLifecycle, HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(KeyAnnouncement.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);
    static final String ACTOR = "issuer";
    private static final String OUTAGE = "Kafka";

    private final KeyRing ring;
    private final ControlEnd controlEnd;
    private final EventLog log;
    private final ReadModel readModel;
    private final Duration checkEvery;
    private final RepeatedWarnings warnings = new RepeatedWarnings(LOG);
    private volatile Health health =
            Health.down().withDetail("reason", "not announced yet").build();

    KeyAnnouncement(KeyRing ring, ControlEnd controlEnd, EventLog log, ReadModel readModel, KeySettings settings) {
        super("key-announcement");
        this.ring = ring;
        this.controlEnd = controlEnd;
        this.log = log;
        this.readModel = readModel;
        this.checkEvery = settings.checkEvery();
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    protected void run() throws InterruptedException {
        Duration delay = FIRST_DELAY;
        while (true) {
            try {
                boolean settled = isSettled();
                warnings.over(OUTAGE, "Kafka is reached, the signing keys can be announced");
                if (settled) {
                    health = Health.up().build();
                    awaitUnknownKey();
                    delay = FIRST_DELAY;
                    continue;
                }
                health = Health.up()
                        .withDetail("announcement", "waits for the read model")
                        .build();
            } catch (ExecutionException | TimeoutException | ProblemException e) {
                warnings.warn(OUTAGE, "the signing keys can't be announced yet, trying again: " + e);
                health = Health.down()
                        .withDetail(
                                "reason",
                                "Kafka isn't reached, or has no topics yet: the revocation consumer makes them")
                        .build();
            }
            Thread.sleep(delay.toMillis());
            delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) < 0 ? delay.multipliedBy(2) : LONGEST_DELAY;
        }
    }

    @Override
    protected void failed(Throwable failure) {
        health = Health.down()
                .withDetail("reason", "the announcement failed and begins anew")
                .build();
    }

    /** Returns once the source has a key that the read model hasn't got: it is new, or the log was made anew. */
    private void awaitUnknownKey() throws InterruptedException {
        boolean known = true;
        while (known) {
            Thread.sleep(checkEvery.toMillis());
            ring.reload();
            try {
                known = unknown(readModel.keys()).isEmpty();
            } catch (ProblemException e) {
                // Nothing was learnt.
            }
        }
    }

    /**
     * Announces the keys that the log certainly hasn't got.
     *
     * @return whether the log has all of them, of which some may just have been put there
     * @throws ProblemException {@code log-unavailable}
     */
    synchronized boolean isSettled() throws ExecutionException, InterruptedException, TimeoutException {
        long end = controlEnd.position();
        List<SigningKey> unknown = ring.held();
        if (end > 0) {
            try {
                long folded = readModel.position().orElse(0);
                List<KeyRecord> known = readModel.keys();
                unknown = unknown(known);
                sayWithdrawn(known);
                if (unknown.isEmpty() || folded < end) {
                    return unknown.isEmpty();
                }
            } catch (ProblemException e) {
                return false;
            }
        }
        for (SigningKey key : unknown) {
            EventLog.Written written = log.append(new KeyAdded(key.kid(), key.jwk(), ACTOR), key.kid());
            LOG.info("signing key {} announced at position {}", key.kid(), written.position());
        }
        return true;
    }

    private List<SigningKey> unknown(List<KeyRecord> known) {
        Set<String> kids = known.stream().map(KeyRecord::kid).collect(Collectors.toSet());
        return ring.held().stream().filter(key -> !kids.contains(key.kid())).toList();
    }

    private void sayWithdrawn(List<KeyRecord> known) {
        Set<String> withdrawn = known.stream()
                .filter(key -> key.state() == KeyRecord.State.WITHDRAWN)
                .map(KeyRecord::kid)
                .collect(Collectors.toSet());
        if (ring.held().stream().allMatch(key -> withdrawn.contains(key.kid()))) {
            LOG.error(
                    "every signing key that this issuer holds was withdrawn: it mints nothing until it has another one");
        }
    }
}
