package dev.edgepass.consumer.audit.index;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.EventType;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.LoggedEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real index that a test writes without a log. */
public final class TestIndex implements AutoCloseable {
    /** Of every topic. */
    public static final String TOPIC_ID = "a-topic";

    private final EventCodec codec = new EventCodec();
    private final AuditIndex index;
    private final Map<Integer, Long> next = new HashMap<>();

    public TestIndex(Path folder) {
        this.index = new AuditIndex(folder.resolve("index.db"));
    }

    public AuditIndex index() {
        return index;
    }

    /** The position that the log reaches with it. */
    public long append(EdgepassEvent event, Instant time) {
        return appendNamed(event, time);
    }

    /** As of a record that has the hashes of these keys, too. */
    public long appendNamed(EdgepassEvent event, Instant time, String... others) {
        int log = event instanceof ControlEvent
                ? LogNumber.CONTROL
                : event instanceof FeedPublished ? LogNumber.PUBLICATIONS : LogNumber.ISSUANCE;
        long offset = next.getOrDefault(log, 0L);
        long[] keys = Stream.concat(EventKeys.of(event, offset + 1).stream(), Stream.of(others))
                .mapToLong(EventKeys::hash)
                .toArray();
        byte[] value = Objects.requireNonNull(
                        codec.encode(new LoggedEvent<>("-", "/", time, event)).getData())
                .toBytes();
        IndexRow row = new IndexRow(
                offset,
                time.toEpochMilli(),
                EventType.of(event).ceType(),
                value,
                keys,
                event instanceof FeedPublished published ? positions(published) : null);
        if (!index.write(TOPIC_ID, List.of(new IndexBatch(log, 0, offset, List.of(row))))) {
            throw new IllegalStateException("the index is elsewhere than at " + offset);
        }
        next.put(log, offset + 1);
        return offset + 1;
    }

    private static long @Nullable [] positions(FeedPublished published) {
        return RowReader.positions(published);
    }

    /** Says that it is at every log's end as of then. */
    public void current(Instant asOf) {
        LogNumber.all().forEach(number -> index.current(number, asOf.toEpochMilli(), index.generation()));
    }

    public <T> T read(Function<IndexReads, T> question) {
        return index.read(question);
    }

    @Override
    public void close() {
        index.close();
    }
}
