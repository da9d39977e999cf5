package dev.edgepass.edge.workers;

import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** What {@code Promise.prototype.then} goes on with. */
@JSFunctor
@FunctionalInterface
public interface Continuation<T extends JSObject, R extends JSObject> extends JSObject {
    R apply(T value);
}
