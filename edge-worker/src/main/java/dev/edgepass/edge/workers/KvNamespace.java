package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code KVNamespace}. Eventually consistent: a location's cache answers for {@code cacheTtl}, and it also keeps a miss for that long (negative caching). */
@JSClass(transparent = true)
public abstract class KvNamespace implements JSObject {
    private KvNamespace() {}

    /**
     * The bytes of {@code key}, or null.
     *
     * @param cacheTtl seconds for which this location may answer from its cache
     */
    @JSBody(
            params = {"key", "cacheTtl"},
            script = "return this.get(key, {type: 'stream', cacheTtl: cacheTtl})")
    public native Promise<ReadableStream> getStream(String key, int cacheTtl);
}
