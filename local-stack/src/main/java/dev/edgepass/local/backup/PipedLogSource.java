package dev.edgepass.local.backup;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The log of a system that this process doesn't reach, by {@link LogPipe}. Not thread-safe. */
public final class PipedLogSource implements LogSource {
    private final Tools tools;
    private final LogExtents extents;

    /**
     * Asks for the extents.
     *
     * @throws StartFailure where there is no answer
     */
    public PipedLogSource(Tools tools) {
        this.tools = tools;
        Process process = tools.start(LogPipe.EXTENTS);
        try {
            process.getOutputStream().close();
            byte[] line = new LineReader(process.getInputStream(), LogLines.LONGEST).next();
            requireDone(process);
            extents = LogPipe.extents(line == null ? new byte[0] : line);
        } catch (IOException e) {
            process.destroy();
            throw failed(e);
        }
    }

    /** The position that the edge has, where it answered. */
    public OptionalLong published() {
        return extents.published();
    }

    @Override
    public boolean has(String topic) {
        return extents.topics().contains(topic);
    }

    @Override
    public LogExtent extent(String topic) {
        return extents.of(topic);
    }

    @Override
    public void read(LogExtent extent, Taker records) throws IOException {
        Process process = tools.start(LogPipe.EXPORT, LogPipe.argument(extent));
        boolean done = false;
        try {
            process.getOutputStream().close();
            LineReader lines = new LineReader(process.getInputStream(), LogLines.LONGEST);
            long count = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (LogPipe.endOf(line) == count) {
                    done = true;
                    requireDone(process);
                    return;
                }
                records.take(LogLines.decode(line));
                count++;
            }
            requireDone(process);
            throw failed(null);
        } catch (BackupDamaged | JacksonException e) {
            throw failed(e);
        } finally {
            if (!done) {
                process.destroy();
            }
        }
    }

    private static void requireDone(Process process) {
        try {
            if (process.waitFor() != 0) {
                throw failed(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private static StartFailure failed(@Nullable Exception cause) {
        String sentence = "The log can't be read: does the system run? Start it first.";
        return cause == null ? new StartFailure(sentence) : new StartFailure(sentence, cause);
    }

    @Override
    public void close() {
        // Each question has had a process of its own.
    }
}
