package dev.edgepass.local.backup;

import dev.edgepass.local.process.StartFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log through a pipe, where this process doesn't reach it: three commands of the container {@code tools}, and their lines. {@link #EXTENTS} says what there is,
 * {@link #EXPORT} gives the records of an extent, {@link #IMPORT} takes those of all topics. Each stream of records ends with a line {@code {"end": n}}, so that one
 * that breaks isn't taken for a whole one. Stateless.
 */
public final class LogPipe {
    public static final String EXTENTS = "log-extents";
    public static final String EXPORT = "log-export";
    public static final String IMPORT = "log-import";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TOPIC = "topic";
    private static final String END = "end";

    private LogPipe() {}

    /** {@link #EXTENTS}: one line. */
    public static void extents(LogSource log, OptionalLong published, OutputStream out) throws IOException {
        line(JSON.writeValueAsBytes(LogExtents.of(log, published).json()), out);
        out.flush();
    }

    static LogExtents extents(byte[] line) throws BackupDamaged {
        try {
            return LogExtents.of(JSON.readTree(line));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BackupDamaged("gives no extents of a log.");
        }
    }

    /** The argument of {@link #EXPORT}. */
    static String argument(LogExtent extent) {
        return JSON.writeValueAsString(extent.json());
    }

    /**
     * {@link #EXPORT}: the records.
     *
     * @param argument by which the caller asked
     */
    public static void export(LogSource log, String argument, OutputStream out) throws IOException {
        LogExtent extent = extent(argument);
        OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        long[] count = {0};
        log.read(extent, message -> {
            line(LogLines.encode(message), buffered);
            count[0]++;
        });
        line(end(count[0]), buffered);
        buffered.flush();
    }

    private static LogExtent extent(String argument) {
        try {
            JsonNode json = JSON.readTree(argument);
            String topic = json.path(TOPIC).stringValue();
            if (!Manifest.TOPICS.contains(topic)) {
                throw new StartFailure("That isn't an extent of a log of ours.");
            }
            return LogExtent.of(json, topic);
        } catch (JacksonException | IllegalArgumentException | IOException e) {
            throw new StartFailure("That isn't an extent of a log.", e);
        }
    }

    /**
     * {@link #IMPORT}: appends the records of {@code in}, and finishes the log where they were all there.
     *
     * @throws StartFailure where they weren't
     */
    public static void take(InputStream in, LogSink log) {
        try {
            LineReader lines = new LineReader(in, LogLines.LONGEST);
            String topic = "";
            long count = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                JsonNode json = shortObject(line);
                if (json.has(TOPIC)) {
                    topic = json.path(TOPIC).stringValue();
                } else if (json.has(END) && json.path(END).longValue() == count) {
                    log.finish();
                    return;
                } else if (Manifest.TOPICS.contains(topic)) {
                    log.append(topic, LogLines.decode(line));
                    count++;
                } else {
                    throw new BackupDamaged("has a record of no topic.");
                }
            }
            throw new BackupDamaged("broke off after " + count + " records.");
        } catch (JacksonException | IOException e) {
            throw new StartFailure("The log couldn't be taken from the pipe: it " + e.getMessage(), e);
        }
    }

    /** The line's JSON where it may be one of ours, or an empty object: records are longer. */
    private static JsonNode shortObject(byte[] line) {
        return line.length > 60 ? JSON.createObjectNode() : JSON.readTree(line);
    }

    static byte[] topic(String topic) {
        return JSON.writeValueAsBytes(Map.of(TOPIC, topic));
    }

    static byte[] end(long count) {
        return ("{\"" + END + "\":" + count + "}").getBytes(StandardCharsets.US_ASCII);
    }

    /** The number in a line of {@link #end}, or -1 where it is another. */
    static long endOf(byte[] line) {
        JsonNode json = shortObject(line);
        return json.has(END) ? json.path(END).longValue() : -1;
    }

    static void line(byte[] line, OutputStream out) throws IOException {
        out.write(line);
        out.write('\n');
    }
}
