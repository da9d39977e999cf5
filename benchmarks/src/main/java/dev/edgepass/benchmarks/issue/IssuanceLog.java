package dev.edgepass.benchmarks.issue;

import dev.edgepass.event.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The number of records in the issuance topic: each token that was answered has to be one. */
final class IssuanceLog implements AutoCloseable {
    private final Admin admin;
    private final List<TopicPartition> partitions = IntStream.range(0, Topics.ISSUANCE_PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Topics.ISSUANCE, partition))
            .toList();

    IssuanceLog(String bootstrap) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** Records that were ever written. */
    long records() {
        try {
            return admin
                    .listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka doesn't tell the issuance topic's end", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
