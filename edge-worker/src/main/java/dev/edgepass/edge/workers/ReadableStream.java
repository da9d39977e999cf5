package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code ReadableStream} of the Streams standard. Belongs to one request. */
@JSClass(transparent = true)
public abstract class ReadableStream implements JSObject {
    private ReadableStream() {}

    @JSBody(script = "return this.cancel()")
    public native Promise<JSObject> cancel();

    /**
     * The first {@code size} bytes, read into one buffer of just that size ({@code readAtLeast} of workerd's BYOB reader): {@code arrayBuffer()} would gather
     * pieces, and hold all bytes twice at its end. Null where there are fewer, or where they didn't come within so many milliseconds.
     */
    @JSBody(
            params = {"size", "milliseconds"},
            script = "var reader = this.getReader({mode: 'byob'});"
                    + " var end = function() { reader.cancel().catch(function() {}); };"
                    + " var late = setTimeout(end, milliseconds);"
                    + " return reader.readAtLeast(size, new Uint8Array(size)).then(function(read) { clearTimeout(late); end();"
                    + " return read.value && read.value.byteLength === size ? read.value.buffer : null; })")
    public native Promise<ArrayBuffer> readExactly(int size, int milliseconds);
}
