package dev.edgepass.consumer.simulation;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A publisher's process, whose code blocks, on virtual time. It may be killed, and stand still. */
final class PublisherProcess {
    private final Model model;
    private final PublisherNode node;
    private final String name;
    private final ProcessThread thread;
    private boolean dead;
    private long spent;

    /**
     * @param name no other process has it
     */
    PublisherProcess(Model model, PublisherNode node, String name, Runnable work) {
        this.model = model;
        this.node = node;
        this.name = name;
        this.thread = new ProcessThread(name, work);
    }

    void start() {
        when(thread::go);
    }

    /** As by {@code kill -9}: what is on its way to a store gets there. */
    void kill() {
        dead = true;
        thread.kill();
    }

    String name() {
        return name;
    }

    /** Unless it is over, and once it doesn't stand still. */
    void when(Runnable action) {
        if (!dead && !node.defers(() -> when(action))) {
            try {
                action.run();
            } catch (Violation e) {
                throw e;
            } catch (RuntimeException e) {
                throw new Violation(name, e);
            }
        }
    }

    /** What its own code takes: by so much the next call begins later. */
    void spend(long millis) {
        spent += millis;
    }

    /** A call that blocks, by the process's own thread: what {@code begin} is answered, or the exception. */
    <T> T await(Consumer<Answer<T>> begin) {
        Answer<T> answer = new Answer<>();
        model.scheduler.in(spent, () -> when(() -> begin.accept(answer)));
        spent = 0;
        thread.park();
        if (answer.failure != null) {
            throw answer.failure;
        }
        return Objects.requireNonNull(answer.value);
    }

    void sleep(long millis) {
        this.<Boolean>await(answer -> model.scheduler.in(millis, () -> answer.give(true)));
    }

    /** What a call waits for: the first one counts. */
    final class Answer<T> {
        private @Nullable T value;
        private @Nullable RuntimeException failure;

        boolean isGiven() {
            return value != null || failure != null;
        }

        void give(T what) {
            if (!isGiven()) {
                value = what;
                when(thread::go);
            }
        }

        void fail(RuntimeException why) {
            if (!isGiven()) {
                failure = why;
                when(thread::go);
            }
        }
    }
}
