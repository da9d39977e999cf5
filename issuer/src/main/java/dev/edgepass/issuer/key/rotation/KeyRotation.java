package dev.edgepass.issuer.key.rotation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.event.ControlEvent.KeyActivated;
import dev.edgepass.issuer.feed.HeadWatch;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.key.KeyRing;
import dev.edgepass.issuer.key.KeySettings;
import dev.edgepass.issuer.key.KeyStanding;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.key.KeyRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes the key in use for the next one (docs/keys.md): announces a key, waits until the edge's heads have carried it for a while, and activates it on the
 * log. The activation carries the position that the change was decided on, so that of several at once, here or on other instances, one has an effect and all get
 * its answer. What a change began and had no time for, such as the announcement, the next one goes on from. Thread-safe.
 */
@Component
class KeyRotation {
    private static final Duration POLL = Duration.ofMillis(100);

    /** For announcement, activation and the heads that have them. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final KeyRing ring;
    private final KeyStanding standing;
    private final KeyAnnouncement announcement;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final Publications publications;
    private final HeadWatch heads;
    private final EventLog log;
    private final Duration publishedFor;
    private final Clock clock;
    private final ReentrantLock one = new ReentrantLock();

    /**
     * A change that the log has: the caller's, or another one at the same time.
     *
     * @param previousKid null where no key was in use
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rotated(
            String kid,
            @Nullable String previousKid,
            @JsonUnwrapped Publication publication) {}

    KeyRotation(
            KeyRing ring,
            KeyStanding standing,
            KeyAnnouncement announcement,
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            Publications publications,
            HeadWatch heads,
            EventLog log,
            KeySettings settings,
            Clock clock) {
        this.ring = ring;
        this.standing = standing;
        this.announcement = announcement;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.publications = publications;
        this.heads = heads;
        this.log = log;
        this.publishedFor = settings.publishedFor();
        this.clock = clock;
    }

    /** In which a change is done when all is well. */
    Duration usualTime() {
        return publishedFor.plus(MARGIN);
    }

    /**
     * @throws ProblemException {@code no-next-key}; {@code key-not-published} where the patience doesn't suffice; {@code superseded}, {@code
     *     read-model-unavailable}, {@code log-unavailable}
     */
    Rotated rotate(String actor, Duration patience) {
        Instant deadline = clock.instant().plus(patience);
        readYourWrites.await();
        Snapshot basis = readModel.snapshot(List.of(), null);
        try {
            if (!one.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw notYet("Another change of the key is under way here.", Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            return rotate(actor, basis, deadline);
        } finally {
            one.unlock();
        }
    }

    private Rotated rotate(String actor, Snapshot basis, Instant deadline) {
        Optional<Rotated> already = since(basis);
        if (already.isPresent()) {
            return already.get();
        }
        String kid = announced(deadline);
        awaitCarried(kid, deadline);
        EventLog.Written written = log.append(new KeyActivated(kid, basis.position(), actor), kid);
        if (until(deadline, () -> readModel.position().orElse(0) >= written.position())) {
            Rotated effective = since(basis)
                    .orElseThrow(() -> ProblemType.SUPERSEDED.because("Key " + kid
                            + " was withdrawn, or its change came too late. Look at GET /keys and try again."));
            if (!effective.kid().equals(kid)) {
                return effective;
            }
        }
        return new Rotated(kid, kidOf(basis), publications.await(written, left(deadline)));
    }

    /** The change that has had an effect after {@code basis}. */
    private Optional<Rotated> since(Snapshot basis) {
        return readModel.keys().stream()
                .filter(key -> key.state() == KeyRecord.State.ACTIVE && key.activation() > basis.position())
                .findFirst()
                .map(key -> new Rotated(
                        key.kid(),
                        kidOf(basis),
                        publications.now(
                                key.activation(), Objects.requireNonNullElse(key.activatedAt(), clock.instant()))));
    }

    private static @Nullable String kidOf(Snapshot basis) {
        String kid = basis.activeKid();
        return kid == null || kid.isEmpty() ? null : kid;
    }

    /** The key to change to: the oldest that is announced and held, or else one that is made now. */
    private String announced(Instant deadline) {
        ring.reload();
        if (!until(deadline, this::isSettled)) {
            throw notYet("The read model is behind the log.", Duration.ofSeconds(2));
        }
        Optional<String> next = next(deadline);
        if (next.isPresent()) {
            return next.get();
        }
        if (!ring.grows()) {
            throw ProblemType.NO_NEXT_KEY.because(
                    "Add a key to the source that this issuer, and every other one, reads, and try again (docs/keys.md).");
        }
        ring.grow();
        if (!until(deadline, this::isSettled)) {
            throw notYet("A new key was made and isn't announced yet.", Duration.ofSeconds(2));
        }
        return next(deadline)
                .orElseThrow(() ->
                        notYet("A new key was announced and isn't in the read model yet.", Duration.ofSeconds(2)));
    }

    private Optional<String> next(Instant deadline) {
        // What was just announced may not be folded yet; everything that is held is on the log.
        until(deadline, () -> {
            List<String> known = readModel.keys().stream().map(KeyRecord::kid).toList();
            return ring.held().stream().allMatch(key -> known.contains(key.kid()));
        });
        return readModel.keys().stream()
                .filter(key -> key.state() == KeyRecord.State.NEXT
                        && standing.isGood(key)
                        && ring.held(key.kid()).isPresent())
                .min(Comparator.comparingLong(KeyRecord::position))
                .map(KeyRecord::kid);
    }

    private boolean isSettled() {
        try {
            return announcement.isSettled();
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(
                    ProblemType.LOG_UNAVAILABLE.detail("Kafka doesn't answer; nothing was changed. Try again shortly."),
                    e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void awaitCarried(String kid, Instant deadline) {
        if (!until(deadline, () -> missing(kid).isZero())) {
            throw notYet(
                    "Key " + kid + " is announced. Issuers sign with a key once the edge's heads have carried it for "
                            + publishedFor.toSeconds() + " s.",
                    missing(kid));
        }
    }

    /** How long heads have to go on carrying {@code kid}. */
    private Duration missing(String kid) {
        return heads.carriedSince(kid)
                .map(since -> publishedFor.minus(Duration.between(since, clock.instant())))
                .map(missing -> missing.isNegative() ? Duration.ZERO : missing)
                .orElse(publishedFor.plus(POLL));
    }

    private boolean until(Instant deadline, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!clock.instant().plus(POLL).isBefore(deadline)) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
        return true;
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static ProblemException notYet(String state, Duration missing) {
        return ProblemType.KEY_NOT_PUBLISHED.because(
                state + " Repeat the request: it goes on from there.", Math.max(1, (int) missing.toSeconds() + 1));
    }

    private static ProblemException interrupted() {
        Thread.currentThread().interrupt();
        return ProblemType.LOG_UNAVAILABLE.because("The issuer is stopping. Try again shortly.");
    }
}
