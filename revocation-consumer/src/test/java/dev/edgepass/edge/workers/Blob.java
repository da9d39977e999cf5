package dev.edgepass.edge.workers;

import java.util.Arrays;
import org.teavm.jso.JSObject;

/** Bytes that never change. */
public final class Blob implements JSObject {
    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Blob of(ArrayBuffer bytes) {
        return new Blob(bytes.bytes());
    }

    public Blob part(int offset, int length) {
        return new Blob(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    byte[] bytes() {
        return bytes;
    }
}
