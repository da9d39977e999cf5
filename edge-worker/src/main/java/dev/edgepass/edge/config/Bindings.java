package dev.edgepass.edge.config;

import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.KvNamespace;
import dev.edgepass.edge.workers.R2Bucket;

/** The Worker's bindings, as {@code wrangler.jsonc} names them. */
public final class Bindings {
    private Bindings() {}

    /** The media, by object key. */
    public static R2Bucket media(Env env) {
        return env.bucket("MEDIA");
    }

    /** The signed head, and segments by hash. */
    public static R2Bucket feed(Env env) {
        return env.bucket("FEED");
    }

    /** Copies of segments, by hash. */
    public static KvNamespace segments(Env env) {
        return env.namespace("SEGMENTS");
    }
}
