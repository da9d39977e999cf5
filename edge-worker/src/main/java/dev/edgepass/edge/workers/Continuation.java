package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** What {@link Promise#then} goes on with. */
@FunctionalInterface
public interface Continuation<T extends JSObject, R extends JSObject> {
    @Nullable
    R apply(T value);
}
