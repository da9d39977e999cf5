package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** Bytes that are all there. */
public final class ReadableStream implements JSObject {
    private final byte[] bytes;

    public ReadableStream(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    public Promise<JSObject> cancel() {
        return Promise.resolved(null);
    }

    /** Null where there is no stream or fewer bytes, or where it didn't come within so many milliseconds. */
    public static Promise<ArrayBuffer> readExactly(Promise<ReadableStream> source, int size, int milliseconds) {
        Promise<@Nullable ArrayBuffer> exactly = Promise.pending();
        Runtime.sleep(milliseconds).thenRun(slept -> exactly.fulfil(null));
        source.thenRun(
                stream -> exactly.fulfil(
                        stream == null || stream.bytes.length != size ? null : new ArrayBuffer(stream.bytes)),
                exactly::fail);
        return exactly;
    }
}
