package dev.edgepass.consumer.archive;

import dev.edgepass.consumer.archive.core.LogObjects;
import dev.edgepass.consumer.archive.core.LogState;
import dev.edgepass.consumer.archive.core.Rounds;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.worker.BackgroundWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/** Runs the {@link Rounds} on a thread of its own, and at once where somebody waits for a seal. Thread-safe. */
public final class Archiver extends BackgroundWorker implements SmartLifecycle, ArchivedLogs {
    static final String NAME = "archiver";

    /** A seal of what came within an interval takes seconds; who waits for more is told that it goes on. */
    private static final Duration SEAL_TIMEOUT = Duration.ofSeconds(60);
    /** Until the feed's publisher knows which part it plays. */
    private static final long ROLE_MILLIS = 500;

    private final ArchiveBackends backends;
    private final Supplier<Role> role;
    private final long intervalMillis;
    private final Object lock = new Object();
    /** Guarded by {@link #lock}: how many seals were asked for, and up to which of these a round has ended that began after it. */
    private long asked;

    private long answered;
    private volatile List<LogState> states = List.of();

    Archiver(ArchiveBackends backends, Supplier<Role> role, Duration interval) {
        super(NAME);
        this.backends = backends;
        this.role = role;
        this.intervalMillis = interval.toMillis();
    }

    @Override
    protected void run() throws InterruptedException {
        try (ArchiveBackends.Round outside = backends.round(() -> role.get() == Role.LEADING)) {
            Rounds rounds = new Rounds(outside, intervalMillis);
            while (isRunning()) {
                long serving = awaitRound(rounds);
                states = rounds.run();
                synchronized (lock) {
                    answered = serving;
                    lock.notifyAll();
                }
            }
        }
    }

    private long awaitRound(Rounds rounds) throws InterruptedException {
        synchronized (lock) {
            while (asked == answered) {
                boolean isUndecided = role.get() == Role.JOINING || role.get() == Role.RESUMING;
                long wait = isUndecided && states.isEmpty() ? ROLE_MILLIS : rounds.waitMillis();
                if (wait <= 0) {
                    break;
                }
                lock.wait(wait);
            }
            return asked;
        }
    }

    /** The logs after the last round; none before the first. */
    List<LogState> states() {
        return states;
    }

    @Override
    public String verifierKey() {
        return backends.key().verifier().toString();
    }

    @Override
    public List<ArchivedLog> list() {
        return list(states);
    }

    private List<ArchivedLog> list(List<LogState> of) {
        return of.stream()
                .map(state -> new ArchivedLog(
                        state.id(),
                        state.log().origin(backends.key().name()),
                        state.sealed().size(),
                        state.sealed().at()))
                .toList();
    }

    @Override
    public Optional<LogFiles> files(String id) {
        return states.stream()
                .filter(state -> state.id().equals(id))
                .findFirst()
                .map(state -> new LogObjects(backends.store(), state.log()));
    }

    @Override
    public List<ArchivedLog> seal() throws ArchiveUnavailable {
        if (role.get() != Role.LEADING) {
            throw ArchiveUnavailable.elsewhere("this instance doesn't write the archive: its part in the feed is "
                    + role.get() + " (expected: LEADING)");
        }
        awaitSeal();
        List<LogState> after = states;
        List<LogState> current = after.stream().filter(LogState::isCurrent).toList();
        for (LogState state : current) {
            String trouble = state.trouble();
            if (trouble != null) {
                throw new ArchiveUnavailable("not sealed: " + state.id() + ": " + trouble);
            }
        }
        if (current.isEmpty()) {
            throw new ArchiveUnavailable("not sealed: no log was read yet");
        }
        // A round that finds the lease lost only looks, and that is no trouble.
        if (!current.stream().allMatch(LogState::isSealedToItsEnd)) {
            throw ArchiveUnavailable.elsewhere("this instance lost its part in the feed before the seal");
        }
        return list(after);
    }

    private void awaitSeal() throws ArchiveUnavailable {
        long deadline = System.nanoTime() + SEAL_TIMEOUT.toNanos();
        synchronized (lock) {
            long mine = ++asked;
            lock.notifyAll();
            while (answered < mine) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new ArchiveUnavailable("not sealed within " + SEAL_TIMEOUT.toSeconds() + " s; it goes on");
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new ArchiveUnavailable("interrupted");
                }
            }
        }
    }
}
