package dev.edgepass.edge.workers;

import org.teavm.jso.JSObject;

/** What {@link Promise#thenRun} does at the end. */
@FunctionalInterface
public interface Effect<T extends JSObject> {
    void accept(T value);
}
