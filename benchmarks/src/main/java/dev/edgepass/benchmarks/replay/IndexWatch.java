package dev.edgepass.benchmarks.replay;

import dev.edgepass.local.audit.Counts;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast a projection of the issuance topic gets to the log's end, by the position in the consumer's metrics. For one thread. */
final class IndexWatch {
    static final String INDEX = "audit-issuance";
    static final String READ_MODEL = "issuance";

    private static final Duration STALLED = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 100;
    private static final long PROGRESS_NANOS = Duration.ofSeconds(10).toNanos();

    private final Http http = new Http();
    private final URI metrics;
    private final Pattern position;
    private final String projection;
    private final long events;
    private final Consumer<String> progress;

    /**
     * @param projection {@link #INDEX} or {@link #READ_MODEL}
     * @param events that the log has
     */
    IndexWatch(URI consumer, String projection, long events, Consumer<String> progress) {
        this.metrics = consumer.resolve("/actuator/prometheus");
        this.position = Pattern.compile(
                "edgepass_projection_position\\{[^}]*projection=\"" + projection + "\"[^}]*\\} ([0-9.E]+)");
        this.projection = projection;
        this.events = events;
        this.progress = progress;
    }

    /**
     * Waits until it is at the end, and gives events a second: those between its first answer and the end. Where it was at the end by its first answer, as with a small log, the time since this was called
     * is what is divided by, which is too long.
     *
     * @throws RunFailure where it gets no further
     */
    double perSecond() {
        long begin = System.nanoTime();
        long first = -1;
        long last = -1;
        long moved = begin;
        long told = begin;
        while (true) {
            OptionalLong at = position();
            long now = System.nanoTime();
            if (at.isPresent()) {
                if (first < 0 && at.getAsLong() < events) {
                    first = at.getAsLong();
                    begin = now;
                }
                if (at.getAsLong() >= events) {
                    return (events - Math.max(0, first)) / ((now - begin) / 1e9);
                }
                moved = at.getAsLong() == last ? moved : now;
                last = at.getAsLong();
            }
            if (now - moved > STALLED.toNanos()) {
                throw new RunFailure(projection + " is at " + Math.max(0, last) + " and gets no further");
            }
            if (last >= 0 && now - told >= PROGRESS_NANOS) {
                told = now;
                progress.accept(projection + ": " + Counts.of(last) + " of " + Counts.of(events) + " events");
            }
            pause();
        }
    }

    private OptionalLong position() {
        try {
            Matcher found =
                    position.matcher(new String(http.get(metrics, Map.of()).body(), StandardCharsets.UTF_8));
            return found.find() ? OptionalLong.of((long) Double.parseDouble(found.group(1))) : OptionalLong.empty();
        } catch (RunFailure e) {
            // It is starting.
            return OptionalLong.empty();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        }
    }
}
