package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** The one kind of Java function that JavaScript calls. Each kind costs code in the bundle, and there are dozens of {@link Continuation}s. */
@SuppressWarnings({"rawtypes", "unchecked"})
final class Callback implements Step {
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

    @Override
    public @Nullable JSObject run(JSObject value) {
        if (effect == null) {
            return continuation.apply(value);
        }
        effect.accept(value);
        return null;
    }
}
