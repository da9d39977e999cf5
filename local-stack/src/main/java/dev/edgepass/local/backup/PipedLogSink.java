package dev.edgepass.local.backup;

import dev.edgepass.local.process.StartFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The log of a system that this process doesn't reach, by {@link LogPipe}. One that wasn't finished is deleted by the command itself. Not thread-safe. */
public final class PipedLogSink implements LogSink {
    private final Process process;
    private final OutputStream pipe;
    private String topic = "";
    private long count;

    /**
     * Starts the command.
     *
     * @throws StartFailure where it can't be started
     */
    public PipedLogSink(Tools tools) {
        process = tools.start(LogPipe.IMPORT);
        pipe = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    }

    @Override
    public void append(String ofTopic, LogRecord message) {
        try {
            if (!topic.equals(ofTopic)) {
                topic = ofTopic;
                LogPipe.line(LogPipe.topic(ofTopic), pipe);
            }
            LogPipe.line(LogLines.encode(message), pipe);
            count++;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void finish() {
        try {
            LogPipe.line(LogPipe.end(count), pipe);
            pipe.close();
            if (process.waitFor() != 0) {
                throw refused(null);
            }
        } catch (IOException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(e);
        }
    }

    private static StartFailure refused(@Nullable Exception cause) {
        String sentence = "The log can't be written back, and the lines above say why.";
        return cause == null ? new StartFailure(sentence) : new StartFailure(sentence, cause);
    }

    /** The command's end, too: without the last line it deletes what it has made. */
    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            // It has ended before.
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
