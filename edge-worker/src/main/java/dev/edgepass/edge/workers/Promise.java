package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/**
 * A JavaScript promise of a JavaScript value. The bound on {@code T} keeps TeaVM from wrapping what passes through (DESIGN section 12); Java values travel in
 * the fields of the object that goes on.
 */
@JSClass(transparent = true)
public abstract class Promise<T extends JSObject> implements JSObject {
    private Promise() {}

    @JSBody(params = "next", script = "return this.then(next)")
    public native <R extends JSObject> Promise<R> then(Continuation<T, R> next);

    /** As {@link #then(Continuation)}, for a step that is itself asynchronous. */
    @JSBody(params = "next", script = "return this.then(next)")
    public native <R extends JSObject> Promise<R> thenAwait(Continuation<T, Promise<R>> next);

    @JSBody(
            params = {"next", "failed"},
            script = "return this.then(next, failed)")
    public native <R extends JSObject> Promise<R> thenAwait(
            Continuation<T, Promise<R>> next, Continuation<JSObject, Promise<R>> failed);

    /** Nothing but an effect: the result is {@code undefined}. */
    @JSBody(params = "next", script = "return this.then(next)")
    public native Promise<JSObject> thenRun(Effect<T> next);

    @JSBody(
            params = {"next", "failed"},
            script = "return this.then(next, failed)")
    public native Promise<JSObject> thenRun(Effect<T> next, Effect<JSObject> failed);

    @JSBody(params = "failed", script = "return this.catch(failed)")
    public native Promise<T> recover(Continuation<JSObject, T> failed);

    @JSBody(params = "value", script = "return Promise.resolve(value)")
    public static native <T extends JSObject> Promise<T> resolved(@Nullable T value);

    @JSBody(params = "reason", script = "return Promise.reject(reason)")
    public static native <T extends JSObject> Promise<T> rejected(JSObject reason);

    /** Both, side by side; fails as soon as one does. The result is of no use. */
    @JSBody(
            params = {"one", "other"},
            script = "return Promise.all([one, other])")
    public static native Promise<JSObject> both(Promise<?> one, Promise<?> other);

    /** Whichever is first. The result is of no use. */
    @JSBody(
            params = {"one", "other"},
            script = "return Promise.race([one, other])")
    public static native Promise<JSObject> either(Promise<?> one, Promise<?> other);
}
