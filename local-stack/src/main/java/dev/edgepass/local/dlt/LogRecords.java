package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.RecordId;
import dev.edgepass.local.backup.LogExtent;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Records of the log by their place, in the extent that each topic had when it was first asked about. Not thread-safe. */
public final class LogRecords {
    private final LogSource log;
    private final Map<String, LogExtent> extents = new HashMap<>();

    public LogRecords(LogSource log) {
        this.log = log;
    }

    /**
     * Looks a record up.
     *
     * @return empty where the log has none there
     * @throws StartFailure where Kafka doesn't give it
     */
    Optional<FoundRecord> find(RecordId id) {
        LogExtent.Partition there = extent(id.topic()).partitions().get(id.partition());
        if (id.offset() < there.first() || id.offset() >= there.end()) {
            return Optional.empty();
        }
        List<FoundRecord> found = new ArrayList<>();
        read(id.topic(), id.partition(), new LogExtent.Partition(id.offset(), id.offset() + 1), found::add);
        return found.stream().findFirst();
    }

    /** Gives all records behind {@code id} in its partition. */
    void readBehind(RecordId id, Consumer<FoundRecord> records) {
        long end = extent(id.topic()).partitions().get(id.partition()).end();
        read(id.topic(), id.partition(), new LogExtent.Partition(id.offset() + 1, end), records);
    }

    private void read(String topic, int partition, LogExtent.Partition offsets, Consumer<FoundRecord> records) {
        try {
            log.read(extent(topic).only(partition, offsets), message -> records.accept(FoundRecord.of(topic, message)));
        } catch (IOException e) {
            throw new StartFailure("Can't read " + topic + ".", e);
        }
    }

    private LogExtent extent(String topic) {
        return extents.computeIfAbsent(topic, log::extent);
    }
}
