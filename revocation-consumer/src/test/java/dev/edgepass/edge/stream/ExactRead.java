package dev.edgepass.edge.stream;

import dev.edgepass.edge.workers.ArrayBuffer;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Runtime;
import org.jspecify.annotations.Nullable;

/** In the place of the Worker's class, whose code is the platform's. */
public final class ExactRead {
    private ExactRead() {}

    /** Null where there is no stream or fewer bytes, or where it didn't come within so many milliseconds. */
    public static Promise<ArrayBuffer> of(Promise<ReadableStream> source, int size, int milliseconds) {
        Promise<@Nullable ArrayBuffer> exactly = Promise.pending();
        Runtime.sleep(milliseconds).thenRun(slept -> exactly.fulfil(null));
        source.thenRun(
                stream -> exactly.fulfil(
                        stream == null || stream.bytes().length != size ? null : new ArrayBuffer(stream.bytes())),
                exactly::fail);
        return exactly;
    }
}
