package dev.edgepass.consumer.simulation;

import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One queue of events, one virtual clock, one source of randomness: a run is a function of its seed. True time is in milliseconds since the start; nobody in
 * the model sees it but the oracle.
 */
final class Scheduler {
    /** What true time 0 is on a right wall clock. */
    static final long EPOCH = 1_795_000_000_000L;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final SplittableRandom random;
    private long now;
    private long orders;
    private long executed;
    private long hash;

    Scheduler(long seed) {
        // Neighbouring seeds shall have nothing in common.
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    private record Event(long at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    long now() {
        return now;
    }

    void in(long millis, Runnable action) {
        at(now + Math.max(0, millis), action);
    }

    void at(long time, Runnable action) {
        queue.add(new Event(Math.max(time, now), orders++, action));
    }

    void run(long until) {
        while (!queue.isEmpty() && queue.peek().at() <= until) {
            Event event = queue.remove();
            now = event.at();
            executed++;
            note(now);
            event.action().run();
        }
        now = until;
    }

    /** Takes {@code what} into the hash that tells one run from another. */
    void note(long what) {
        hash = (hash ^ what) * 0x100000001B3L;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }

    long executed() {
        return executed;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Milliseconds to the next of events that come {@code perSecond} on average. */
    long gap(double perSecond) {
        return Math.max(1, (long) (-Math.log(1 - random.nextDouble()) * 1_000 / perSecond));
    }

    long nonce() {
        return random.nextLong();
    }

    /** 16 bytes. */
    byte[] bytes() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return bytes;
    }
}
