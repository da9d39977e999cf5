package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** The one Java method that JavaScript calls: each costs code in the bundle and time, and there are dozens of {@link Continuation}s. */
@SuppressWarnings({"rawtypes", "unchecked"})
final class Callback implements JSObject {
    private final @Nullable Continuation continuation;
    private final @Nullable Effect effect;

    Callback(Continuation continuation) {
        this.continuation = continuation;
        this.effect = null;
    }

    Callback(Effect effect) {
        this.continuation = null;
        this.effect = effect;
    }

    static @Nullable JSObject run(Callback callback, JSObject value) {
        Continuation next = callback.continuation;
        if (next != null) {
            return next.apply(value);
        }
        Effect last = callback.effect;
        if (last != null) {
            last.accept(value);
        }
        return null;
    }
}
