package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.event.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** The consumer groups in Kafka: one for each destination, and one for what no destination takes. Each keeps how far it is. */
final class NoticeGroups {
    /** Of what no destination takes. */
    static final String STRAYS = "edgepass-notices";

    private static final String PREFIX = STRAYS + "-";
    private static final TopicPartition NOTICES = new TopicPartition(Topics.NOTICES, 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;

    NoticeGroups(Admin admin) {
        this.admin = admin;
    }

    static String of(String destination) {
        return PREFIX + destination;
    }

    /**
     * Names that have a group and aren't in {@code destinations}: what those groups haven't taken yet has nobody else to take it.
     *
     * @throws LogUnavailable where Kafka doesn't answer within 5 s
     */
    Set<String> removed(Set<String> destinations) {
        Set<String> names = new TreeSet<>();
        for (GroupListing group :
                ask(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())) {
            if (group.groupId().startsWith(PREFIX)) {
                names.add(group.groupId().substring(PREFIX.length()));
            }
        }
        names.removeAll(destinations);
        return names;
    }

    /**
     * Gives a new destination an offset to begin at: where {@link #STRAYS} is, since notices for its name from before then are dead letters, or the topic's beginning.
     * To be called before the readers of {@link #STRAYS} that know the destination are started. One that has begun is left as it is, whether it has delivered
     * something or not.
     *
     * @throws LogUnavailable where Kafka doesn't answer within 5 s
     */
    void begin(String destination) {
        // First this: if the destination has no offset afterwards, no instance that knows it has moved this one.
        OffsetAndMetadata strays = offsets(STRAYS).get(NOTICES);
        if (offsets(of(destination)).get(NOTICES) != null) {
            return;
        }
        OffsetAndMetadata first = strays == null ? beginning() : strays;
        try {
            ask(admin.alterConsumerGroupOffsets(of(destination), Map.of(NOTICES, first))
                    .all());
        } catch (LogUnavailable e) {
            // Another instance was first, and reads already.
            if (!(e.getCause() instanceof ExecutionException failure
                    && (failure.getCause() instanceof UnknownMemberIdException
                            || failure.getCause() instanceof GroupNotEmptyException))) {
                throw e;
            }
        }
    }

    private OffsetAndMetadata beginning() {
        return new OffsetAndMetadata(
                ask(admin.listOffsets(Map.of(NOTICES, OffsetSpec.earliest())).partitionResult(NOTICES))
                        .offset());
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(String group) {
        return ask(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> T ask(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LogUnavailable("no answer from Kafka about the groups of notices: " + e.getMessage(), e);
        }
    }
}
