package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A log in memory, as a source and as a sink. Not thread-safe. */
class MemoryLog implements LogSource, LogSink {
    final Map<String, List<LogRecord>> records = new TreeMap<>(Map.of(
            Topics.CONTROL, new ArrayList<>(),
            Topics.ISSUANCE, new ArrayList<>(),
            Topics.WORDS, new ArrayList<>(),
            Topics.PUBLICATIONS, new ArrayList<>()));
    boolean finished;

    /** With so many records on each topic. */
    static MemoryLog of(int count) {
        MemoryLog log = new MemoryLog();
        for (int i = 0; i < count; i++) {
            log.append(Topics.CONTROL, message(0, i, "control " + i));
            log.append(Topics.ISSUANCE, message(i % 4, i / 4, "issuance " + i));
            log.append(Topics.PUBLICATIONS, message(0, i, "publication " + i));
            log.append(Topics.WORDS, message(0, i, "words " + i));
        }
        return log;
    }

    static LogRecord message(int partition, long offset, String value) {
        return new LogRecord(
                partition,
                offset,
                1_000 + offset,
                new byte[] {1, (byte) 200},
                value.getBytes(StandardCharsets.UTF_8),
                List.of(new LogRecord.Header("ce_type", "x".getBytes(StandardCharsets.UTF_8))));
    }

    /** For comparison: records have arrays. */
    List<String> lines(String topic) {
        return records.get(topic).stream()
                .map(message -> new String(LogLines.encode(message), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean has(String topic) {
        return records.containsKey(topic);
    }

    @Override
    public LogExtent extent(String topic) {
        int partitions = topic.equals(Topics.ISSUANCE) ? Topics.ISSUANCE_PARTITIONS : 1;
        List<LogExtent.Partition> extents = new ArrayList<>();
        for (int number = 0; number < partitions; number++) {
            int wanted = number;
            extents.add(new LogExtent.Partition(
                    0,
                    records.get(topic).stream()
                            .filter(message -> message.partition() == wanted)
                            .count()));
        }
        return new LogExtent(topic, "id-of-" + topic, extents);
    }

    @Override
    public void read(LogExtent extent, Taker taker) throws IOException {
        for (LogRecord message : records.get(extent.topic())) {
            taker.take(message);
        }
    }

    @Override
    public void append(String topic, LogRecord message) {
        records.get(topic).add(message);
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close() {}
}
