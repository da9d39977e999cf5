package dev.edgepass.issuer.watch;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.issuer.feed.HeadWatch;
import dev.edgepass.issuer.log.LastWritten;
import dev.edgepass.worker.BackgroundWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells the open streams what was published since the last look: while there are any, the head is read every {@link #INTERVAL}. The head says up to which position
 * everything is published, and {@link LastWritten} which handles the writes up to there changed. Where one of them isn't known, all streams are told to ask. Where the
 * head can't be read, the streams end, since a silent one would say that nothing changed.
 */
@Component
class ChangeRelay extends BackgroundWorker implements SmartLifecycle {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A page that hears nothing asks the edge by itself: it has to know by then. */
    private static final Duration MAX_HEAD_AGE = Duration.ofSeconds(2);

    /** A write is published at the earliest when its writer is about to tell of it. */
    private static final int LOOKS = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Streams streams;
    private final HeadWatch heads;
    private final LastWritten writes;
    private final Clock clock;
    private @Nullable FeedHead told;

    ChangeRelay(Streams streams, HeadWatch heads, LastWritten writes, Clock clock) {
        super("change-relay");
        this.streams = streams;
        this.heads = heads;
        this.writes = writes;
        this.clock = clock;
    }

    @Override
    protected void run() throws InterruptedException {
        try {
            while (true) {
                if (streams.size() == 0) {
                    told = null;
                    streams.awaitAny();
                }
                look();
                streams.awaitNext(INTERVAL.toMillis());
            }
        } finally {
            // At the issuer's end no other comes in: the server waits for its answers, and a stream is one.
            streams.endAll(!isRunning());
        }
    }

    private void look() throws InterruptedException {
        Optional<FeedHead> head = heads.readWithin(MAX_HEAD_AGE);
        if (head.isEmpty() || wentBack(head.get())) {
            told = null;
            streams.endAll(false);
            return;
        }
        FeedHead now = head.get();
        if (told != null && now.position() > told.position()) {
            tell(changed(told.position(), now.position()), now.position());
        }
        told = now;
        Instant instant = clock.instant();
        for (OpenStream stream : streams.all()) {
            if (!stream.isTold()) {
                stream.open(now.position(), instant);
            }
            stream.keep(instant);
        }
    }

    private boolean wentBack(FeedHead head) {
        return told != null && (!told.topicId().equals(head.topicId()) || head.position() < told.position());
    }

    private void tell(Optional<Set<String>> changed, long position) {
        Instant now = clock.instant();
        for (OpenStream stream : streams.all()) {
            if (stream.isTold()) {
                changed.map(handles -> ChangeText.of(handles, stream.subscription(), position))
                        .orElseGet(() -> Optional.of(ChangeText.unknown(position)))
                        .ifPresent(text -> stream.say(text, now));
            }
        }
    }

    private Optional<Set<String>> changed(long after, long upTo) throws InterruptedException {
        Optional<Set<String>> changed = writes.changed(after, upTo);
        for (int looks = 1; changed.isEmpty() && looks < LOOKS; looks++) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            changed = writes.changed(after, upTo);
        }
        return changed;
    }
}
