package dev.edgepass.edge.stream;

import dev.edgepass.edge.workers.ArrayBuffer;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import org.teavm.jso.JSBody;

/** A stream of known length, read into memory within a time limit. */
public final class ExactRead {
    private ExactRead() {}

    /**
     * The first {@code size} bytes of {@code source}, read into one buffer of just that size ({@code readAtLeast} of workerd's BYOB reader):
     * {@code arrayBuffer()} would gather pieces, and hold all bytes twice at its end. Null where there is no stream or fewer bytes, or where either didn't come
     * within so many milliseconds. A stream that comes later is cancelled: it would hold one of the request's six connections.
     */
    @JSBody(
            params = {"source", "size", "milliseconds"},
            script = "return new Promise(function(resolve, reject) {"
                    + " var timer = setTimeout(function() { timer = null; resolve(null); }, milliseconds);"
                    + " source.then(function(stream) {"
                    + " if (timer !== null) { clearTimeout(timer); resolve(stream); }"
                    + " else if (stream) { stream.cancel().catch(function() {}); } },"
                    + " function(reason) { clearTimeout(timer); reject(reason); }); }).then(function(stream) {"
                    + " if (!stream) return null;"
                    + " var reader = stream.getReader({mode: 'byob'});"
                    + " var end = function() { reader.cancel().catch(function() {}); };"
                    + " var late = setTimeout(end, milliseconds);"
                    + " return reader.readAtLeast(size, new Uint8Array(size)).then(function(read) { clearTimeout(late); end();"
                    + " return read.value && read.value.byteLength === size ? read.value.buffer : null; }); })")
    public static native Promise<ArrayBuffer> of(Promise<ReadableStream> source, int size, int milliseconds);
}
