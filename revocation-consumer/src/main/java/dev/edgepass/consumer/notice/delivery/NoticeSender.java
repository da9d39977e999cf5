package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.event.NoticeRaised;

/** One destination. Called by one thread at a time. */
@FunctionalInterface
public interface NoticeSender {
    /**
     * Sends it, and returns once the destination has it. Ends within a time of its own.
     *
     * @throws DeliveryFailed where it isn't known to have it
     */
    void send(NoticeRaised notice) throws DeliveryFailed;
}
