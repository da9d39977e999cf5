package dev.edgepass.issuer.key;

import dev.edgepass.event.ControlEvent.KeyAdded;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.log.TopicSetup;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.KeyRecord;
import dev.edgepass.issuer.readmodel.ReadModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the topics and puts the signing key on the log, so that the edge learns it. In the background, again and again until it is done: Kafka and Redis may come
 * up after the issuer; and once more where the log was made anew. Until the topics are there the issuer isn't ready.
 *
 * <p>The log takes back a key's withdrawal where the key is announced after it. So a key is announced only where it is certain that the log hasn't got it: by a
 * read model that has folded the whole log, or by an empty log. While Redis can't say, the issuer is ready without it: nothing can be minted then, and what is
 * taken back needs Kafka only.
 */
@Component
class KeyAnnouncement implements HealthIndicator, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KeyAnnouncement.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);
    private static final Duration RECHECK = Duration.ofSeconds(10);
    private static final String ACTOR = "issuer";

    private final SigningKey key;
    private final TopicSetup topics;
    private final EventLog log;
    private final ReadModel readModel;
    private volatile Health health =
            Health.down().withDetail("reason", "not announced yet").build();
    private volatile Thread worker = new Thread(this::keepAnnounced, "key-announcement");

    KeyAnnouncement(SigningKey key, TopicSetup topics, EventLog log, ReadModel readModel) {
        this.key = key;
        this.topics = topics;
        this.log = log;
        this.readModel = readModel;
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void start() {
        worker = new Thread(this::keepAnnounced, "key-announcement");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void stop() {
        worker.interrupt();
    }

    @Override
    public boolean isRunning() {
        return worker.isAlive();
    }

    private void keepAnnounced() {
        Duration delay = FIRST_DELAY;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                topics.ensure();
                if (isSettled()) {
                    health = Health.up().build();
                    awaitLoss();
                    delay = FIRST_DELAY;
                    continue;
                }
                health = Health.up()
                        .withDetail("announcement", "waits for the read model")
                        .build();
            } catch (ExecutionException | TimeoutException | ProblemException e) {
                LOG.info(
                        "the signing key can't be announced yet, trying again in {} ms: {}",
                        delay.toMillis(),
                        e.toString());
                health = Health.down()
                        .withDetail("reason", "Kafka isn't reached")
                        .build();
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            delay = delay.multipliedBy(2).compareTo(LONGEST_DELAY) < 0 ? delay.multipliedBy(2) : LONGEST_DELAY;
        }
    }

    /** Returns once the read model hasn't got the key any more: the log was made anew, so the key has to be announced again. */
    private void awaitLoss() throws InterruptedException {
        boolean known = true;
        while (known) {
            Thread.sleep(RECHECK.toMillis());
            try {
                known = readModel.key(key.kid()).isPresent();
            } catch (ProblemException e) {
                // Nothing was learnt.
            }
        }
    }

    /** Whether the log has the key, which may just have been put there. */
    private boolean isSettled() throws ExecutionException, InterruptedException, TimeoutException {
        long end = topics.controlEnd();
        if (end > 0) {
            try {
                long folded = readModel.position().orElse(0);
                Optional<KeyRecord> known = readModel.key(key.kid());
                known.filter(record -> !record.isActive()).ifPresent(this::sayWithdrawn);
                if (known.isPresent() || folded < end) {
                    return known.isPresent();
                }
            } catch (ProblemException e) {
                return false;
            }
        }
        EventLog.Written written = log.append(new KeyAdded(key.kid(), key.jwk(), ACTOR), null);
        LOG.info("signing key {} announced at position {}", key.kid(), written.position());
        return true;
    }

    private void sayWithdrawn(KeyRecord withdrawn) {
        LOG.error(
                "signing key {} was withdrawn: this issuer mints nothing; give it another key (edgepass.keys.signing-file)",
                withdrawn.kid());
    }
}
