package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** Bytes that are all there. */
public final class ReadableStream implements JSObject {
    private final byte[] bytes;

    public ReadableStream(byte[] bytes) {
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    public Promise<JSObject> cancel() {
        return Promise.resolved(null);
    }
}
