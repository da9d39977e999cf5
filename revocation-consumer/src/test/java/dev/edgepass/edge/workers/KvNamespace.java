package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** The KV namespace of the segments, as a location reads it. */
public abstract class KvNamespace implements JSObject {
    public abstract Promise<ReadableStream> getStream(String key, int cacheTtl);
}
