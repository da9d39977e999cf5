package dev.edgepass.edge.workers;

import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** What {@code Promise.prototype.then} does at the end. */
@JSFunctor
@FunctionalInterface
public interface Effect<T extends JSObject> extends JSObject {
    void accept(T value);
}
