package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.revocation.HandleChange;
import dev.edgepass.tracing.SpanWords;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A span {@code publish} for each change of the feed whose record carries a sampled trace, in that trace: from accepted by the log to the moment at which the
 * publisher knows that a head with it is in the store (ADR 18). At most {@link #MOST} wait; the others go unseen. For the publisher's thread.
 */
public final class PublicationSpans {
    static final int MOST = 100;

    /** An older record is read again for a feed that is made anew: its trace has ended. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    /** W3C Trace Context section 3.2.2; sampled. */
    private static final Pattern SAMPLED = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][13579bdf]");

    private final Propagator propagator;
    /** Oldest first. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private long published;

    /** @param acceptedAt milliseconds since the epoch */
    private record Waiting(long position, long acceptedAt, String traceparent) {}

    public PublicationSpans(Propagator propagator) {
        this.propagator = propagator;
    }

    /** The publisher reads {@code entry} from {@code message}. */
    void read(ConsumerRecord<byte[], byte[]> message, Entry entry) {
        // A publisher that begins anew reads some records again.
        while (!waiting.isEmpty() && waiting.getLast().position() >= entry.position()) {
            waiting.removeLast();
        }
        Header header = message.headers().lastHeader(SpanWords.TRACEPARENT);
        if (header == null
                || header.value() == null
                || waiting.size() == MOST
                || entry.position() <= published
                || entry.acceptedAt() < System.currentTimeMillis() - LONGEST.toMillis()
                || !changesTheFeed(entry)) {
            return;
        }
        String traceparent = new String(header.value(), StandardCharsets.US_ASCII);
        if (SAMPLED.matcher(traceparent).matches()) {
            waiting.add(new Waiting(entry.position(), entry.acceptedAt(), traceparent));
        }
    }

    private static boolean changesTheFeed(Entry entry) {
        ControlEvent event = entry.event();
        return event != null
                && (event instanceof ControlEvent.KeyAdded
                        || event instanceof ControlEvent.KeyWithdrawn
                        || !HandleChange.of(event, entry.position()).isEmpty());
    }

    /** {@code head} is known to be in the store. */
    void published(FeedHead head) {
        published = head.position();
        while (!waiting.isEmpty() && waiting.getFirst().position() <= published) {
            send(waiting.removeFirst(), head);
        }
    }

    /** This publisher doesn't lead: another one may publish what waits, at a time that isn't known here. */
    void forget() {
        waiting.clear();
    }

    private void send(Waiting change, FeedHead head) {
        Span span = propagator
                .extract(Map.of(SpanWords.TRACEPARENT, change.traceparent()), Map::get)
                .name("publish")
                .kind(Span.Kind.CONSUMER)
                .startTimestamp(change.acceptedAt(), TimeUnit.MILLISECONDS)
                .tag(SpanWords.POSITION, change.position())
                .tag(SpanWords.SEQUENCE, head.sequence())
                .start();
        span.end();
    }
}
