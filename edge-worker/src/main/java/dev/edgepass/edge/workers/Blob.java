package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code Blob} of the File API: bytes that never change, so an answer takes them without a copy, which it would make of a buffer. A value, which may be kept. */
@JSClass(transparent = true)
public abstract class Blob implements JSObject {
    private Blob() {}

    @JSBody(params = "bytes", script = "return new Blob([bytes])")
    public static native Blob of(ArrayBuffer bytes);

    /** {@code length} bytes from {@code offset} on, the same ones. */
    @JSBody(
            params = {"offset", "length"},
            script = "return this.slice(offset, offset + length)")
    public native Blob part(int offset, int length);
}
