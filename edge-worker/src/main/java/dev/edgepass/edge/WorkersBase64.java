package dev.edgepass.edge;

import dev.edgepass.edge.workers.ArrayBuffer;
import dev.edgepass.edge.workers.JsBase64;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.encoding.PlatformBase64;
import org.jspecify.annotations.Nullable;

/** Tokens and heads are decoded by the runtime: a head's tail of 1,000 entries is a hundred thousand turns of a loop. */
final class WorkersBase64 implements PlatformBase64 {
    @Override
    public byte @Nullable [] bytes(String text) {
        ArrayBuffer bytes = JsBase64.bytes(text);
        return Runtime.isPresent(bytes) ? bytes.bytes() : null;
    }

    @Override
    public @Nullable String text(String text) {
        ArrayBuffer bytes = JsBase64.bytes(text);
        return Runtime.isPresent(bytes) ? JsBase64.text(bytes) : null;
    }
}
