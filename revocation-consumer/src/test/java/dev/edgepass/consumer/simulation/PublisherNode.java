package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.FeedClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine that runs a publisher: its process may be killed, started anew, or stand still as in a long collection of garbage; its clock is off, and may jump. */
final class PublisherNode implements FeedClock {
    private static final long NOTABLE_JUMP = 3_000;

    private final Model model;
    private final String name;
    private final double drift;
    private @Nullable PublisherRun run;
    private String publisherId;
    private int runs;
    private long pausedUntil;
    private long skew;
    /** What happens to the process while it stands still. */
    private List<Runnable> deferred = new ArrayList<>();

    PublisherNode(Model model, int number) {
        this.model = model;
        this.name = "publisher-" + number;
        this.publisherId = name;
        this.drift = model.scheduler.between(-100, 100) / 1_000_000.0;
        this.skew = model.scheduler.between(-1_000, 1_000);
    }

    boolean isUp() {
        return run != null;
    }

    void start() {
        pausedUntil = 0;
        deferred = new ArrayList<>();
        PublisherRun started = new PublisherRun(model, this, name + '/' + ++runs, publisherId);
        run = started;
        model.say(name, () -> "starts as " + publisherId);
        started.start();
    }

    void kill() {
        if (run != null) {
            run.kill();
            run = null;
            model.say(name, () -> "is killed");
        }
    }

    /** The simulation is over. */
    void end() {
        if (run != null) {
            run.kill();
        }
    }

    /** The next start is another publisher's. */
    void rename() {
        publisherId += "'";
    }

    /** Stands still until then; a time that isn't in the future ends that. */
    void pauseUntil(long time) {
        if (time > model.now() || pausedUntil > model.now()) {
            model.say(name, () -> "stands still until " + time);
        }
        pausedUntil = time;
        model.scheduler.at(time, this::wake);
    }

    private void wake() {
        if (model.now() >= pausedUntil) {
            List<Runnable> waiting = deferred;
            deferred = new ArrayList<>();
            waiting.forEach(Runnable::run);
        }
    }

    /** Whether the process stands still; then {@code action} is run when it goes on. */
    boolean defers(Runnable action) {
        return model.now() < pausedUntil && deferred.add(action);
    }

    /** Moves the wall clock to so many milliseconds off the true time. */
    void setSkew(long millis) {
        if (Math.abs(millis - skew) > NOTABLE_JUMP) {
            model.say(name, () -> "has a clock that is " + millis + " ms off");
        }
        skew = millis;
    }

    @Override
    public long wallMillis() {
        return Scheduler.EPOCH + model.now() + skew;
    }

    @Override
    public long monotonicMillis() {
        return model.now() + (long) (model.now() * drift);
    }
}
