package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.consumer.log.DeadLetters;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.notice.delivery.DeliveryFailed.Verdict;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.worker.RepeatedWarnings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Delivers one destination's notices in the log's order. One that fails is sent again after a pause, during which this destination's later ones wait and no other
 * destination's do. For the thread of its container.
 */
final class DestinationListener implements AcknowledgingMessageListener<byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(DestinationListener.class);

    /** After which it tries again to write a dead letter. */
    private static final Duration NO_LETTER = Duration.ofSeconds(5);

    private static final String GONE = "the destination wants no more notices (it answered 410 Gone before)";

    private final RepeatedWarnings warnings = new RepeatedWarnings(log);
    private final DestinationStatus status;
    private final NoticeSender sender;
    private final RetryPolicy policy;
    private final DeliveredNotices delivered;
    private final EventReader reader;
    private final DeadLetters dead;
    private final Clock clock;
    private long offset = -1;
    private int attempts;
    private boolean gone;

    DestinationListener(
            DestinationStatus status,
            NoticeSender sender,
            RetryPolicy policy,
            DeliveredNotices delivered,
            EventReader reader,
            DeadLetters dead,
            Clock clock) {
        this.status = status;
        this.sender = sender;
        this.policy = policy;
        this.delivered = delivered;
        this.reader = reader;
        this.dead = dead;
        this.clock = clock;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> message, @Nullable Acknowledgment acknowledgment) {
        if (acknowledgment == null) {
            throw new IllegalStateException("no acknowledgment (expected: a container with manual ones)");
        }
        Duration again = mine(message).map(notice -> deliver(message, notice)).orElse(Duration.ZERO);
        if (again.isZero()) {
            acknowledgment.acknowledge();
        } else {
            acknowledgment.nack(again);
        }
    }

    private Optional<NoticeRaised> mine(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Optional.of(reader.notice(message).data())
                    .filter(notice -> notice.destination().equals(status.destination()));
        } catch (UnreadableEventException e) {
            // StrayNotices takes it.
            return Optional.empty();
        }
    }

    /** The pause before the next attempt; zero where none follows. */
    private Duration deliver(ConsumerRecord<byte[], byte[]> message, NoticeRaised notice) {
        if (message.offset() != offset) {
            offset = message.offset();
            attempts = 0;
        }
        if (gone) {
            return giveUp(message, notice, GONE);
        }
        if (delivered.contains(notice)) {
            return Duration.ZERO;
        }
        try {
            sender.send(notice);
        } catch (DeliveryFailed e) {
            return failed(message, notice, e);
        } catch (RuntimeException e) {
            log.error("the sender of {} failed", status.destination(), e);
            return failed(message, notice, new DeliveryFailed("a fault of this program, see its log", e));
        }
        delivered.add(notice);
        status.delivered(notice);
        warnings.over(status.destination(), "notices reach " + status.destination() + " again");
        return Duration.ZERO;
    }

    private Duration failed(ConsumerRecord<byte[], byte[]> message, NoticeRaised notice, DeliveryFailed failure) {
        attempts++;
        Instant now = clock.instant();
        String reason = String.valueOf(failure.getMessage());
        DestinationStatus.Failing failing = status.failed(notice, now, reason);
        gone = failure.verdict() == Verdict.GONE;
        Instant written = Instant.ofEpochMilli(message.timestamp());
        if (policy.givesUp(failure.verdict(), attempts, written, failing.since(), now)) {
            return giveUp(
                    message, notice, "after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ") + reason);
        }
        Duration pause = policy.pause(attempts);
        warnings.warn(
                status.destination(),
                "a notice didn't reach " + status.destination() + " (attempt " + attempts + "): " + reason
                        + ". The next attempt is in " + pause.toSeconds() + " s");
        return pause;
    }

    private Duration giveUp(ConsumerRecord<byte[], byte[]> message, NoticeRaised notice, String reason) {
        try {
            dead.sendAndWait(
                    message,
                    "the notice " + NoticeKinds.name(notice.kind()) + " of link " + notice.linkId()
                            + " wasn't delivered to " + status.destination() + ", " + reason);
        } catch (LogUnavailable e) {
            return NO_LETTER;
        }
        status.gaveUp(notice);
        return Duration.ZERO;
    }
}
