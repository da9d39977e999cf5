package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** A function of JavaScript with one parameter. */
@JSFunctor
@FunctionalInterface
interface Step extends JSObject {
    @Nullable
    JSObject run(JSObject value);
}
