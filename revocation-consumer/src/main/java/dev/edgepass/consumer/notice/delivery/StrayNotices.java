package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.consumer.log.DeadLetters;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.UnreadableEventException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/** Makes dead letters of what no destination takes: notices for a name that isn't configured, and records that are no notices. */
final class StrayNotices implements AcknowledgingMessageListener<byte[], byte[]> {
    /** After which it tries again to write a dead letter. */
    private static final Duration NO_LETTER = Duration.ofSeconds(5);

    private final Predicate<String> strays;
    private final EventReader reader;
    private final DeadLetters dead;

    /** @param strays names of destinations whose notices are taken here */
    StrayNotices(Predicate<String> strays, EventReader reader, DeadLetters dead) {
        this.strays = strays;
        this.reader = reader;
        this.dead = dead;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> message, @Nullable Acknowledgment acknowledgment) {
        if (acknowledgment == null) {
            throw new IllegalStateException("no acknowledgment (expected: a container with manual ones)");
        }
        Optional<String> reason = reason(message);
        try {
            reason.ifPresent(why -> dead.sendAndWait(message, why));
            acknowledgment.acknowledge();
        } catch (LogUnavailable e) {
            acknowledgment.nack(NO_LETTER);
        }
    }

    private Optional<String> reason(ConsumerRecord<byte[], byte[]> message) {
        try {
            NoticeRaised notice = reader.notice(message).data();
            return strays.test(notice.destination())
                    ? Optional.of("the notice " + NoticeKinds.name(notice.kind()) + " of link " + notice.linkId()
                            + " is for " + notice.destination() + ", which edgepass.notices.destinations hasn't")
                    : Optional.empty();
        } catch (UnreadableEventException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
