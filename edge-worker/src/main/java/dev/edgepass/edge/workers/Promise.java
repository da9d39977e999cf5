package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/**
 * A JavaScript promise of a JavaScript value. The bound on {@code T} keeps TeaVM from wrapping what passes through; Java values travel in
 * the fields of the object that goes on. A step may answer the value itself where its type says a promise: {@code then} takes both.
 */
@JSClass(transparent = true)
public abstract class Promise<T extends JSObject> implements JSObject {
    private static final String RUN = "javaMethods.get('dev.edgepass.edge.workers.Callback.run"
            + "(Ldev/edgepass/edge/workers/Callback;Lorg/teavm/jso/JSObject;)Lorg/teavm/jso/JSObject;').invoke";

    private Promise() {}

    public final <R extends JSObject> Promise<R> then(Continuation<T, R> next) {
        return then(this, new Callback(next));
    }

    /** As {@link #then(Continuation)}, for a step that is itself asynchronous. */
    public final <R extends JSObject> Promise<R> thenAwait(Continuation<T, Promise<R>> next) {
        return then(this, new Callback(next));
    }

    public final <R extends JSObject> Promise<R> thenAwait(
            Continuation<T, Promise<R>> next, Continuation<JSObject, Promise<R>> failed) {
        return then(this, new Callback(next), new Callback(failed));
    }

    /** Nothing but an effect: the result is of no use. */
    public final Promise<JSObject> thenRun(Effect<T> next) {
        return then(this, new Callback(next));
    }

    public final Promise<JSObject> thenRun(Effect<T> next, Effect<JSObject> failed) {
        return then(this, new Callback(next), new Callback(failed));
    }

    public final Promise<T> recover(Continuation<JSObject, T> failed) {
        return recover(this, new Callback(failed));
    }

    @JSBody(params = "value", script = "return Promise.resolve(value)")
    public static native <T extends JSObject> Promise<T> resolved(@Nullable T value);

    /** {@code value} as it is, for callers that take both. */
    @JSBody(params = "value", script = "return value")
    public static native <T extends JSObject> Promise<T> value(T value);

    @JSBody(params = "reason", script = "return Promise.reject(reason)")
    public static native <T extends JSObject> Promise<T> rejected(JSObject reason);

    /** Both, side by side; fails as soon as one does. The result is of no use. */
    @JSBody(
            params = {"one", "other"},
            script = "return Promise.all([one, other])")
    public static native Promise<JSObject> both(@Nullable Promise<?> one, @Nullable Promise<?> other);

    /** Whichever is first. The result is of no use. */
    @JSBody(
            params = {"one", "other"},
            script = "return Promise.race([one, other])")
    public static native Promise<JSObject> either(Promise<?> one, Promise<?> other);

    @JSBody(
            params = {"promise", "next"},
            script = "return promise.then(function(value) { return " + RUN
                    + "(next, value === undefined ? null : value); })")
    private static native <R extends JSObject> Promise<R> then(Promise<?> promise, Callback next);

    @JSBody(
            params = {"promise", "next", "failed"},
            script = "return promise.then(function(value) { return " + RUN
                    + "(next, value === undefined ? null : value); }," + " function(reason) { return " + RUN
                    + "(failed, reason); })")
    private static native <R extends JSObject> Promise<R> then(Promise<?> promise, Callback next, Callback failed);

    @JSBody(
            params = {"promise", "failed"},
            script = "return promise.catch(function(reason) { return " + RUN + "(failed, reason); })")
    private static native <R extends JSObject> Promise<R> recover(Promise<?> promise, Callback failed);
}
