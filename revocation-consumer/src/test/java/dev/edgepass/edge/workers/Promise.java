package dev.edgepass.edge.workers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** A promise whose steps run for the request that made it. What a step throws is a fault of the code, and ends the simulation. */
public final class Promise<T extends JSObject> implements JSObject {
    private final VirtualPlatform platform = VirtualPlatform.current();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean settled;
    private boolean failed;
    private @Nullable JSObject result;

    /** One that {@link #fulfil} or {@link #fail} settles. */
    public static <T extends JSObject> Promise<T> pending() {
        return new Promise<>();
    }

    public void fulfil(@Nullable T value) {
        sealLargeTailInMemory(false, value);
    }

    public void fail(JSObject reason) {
        sealLargeTailInMemory(true, reason);
    }

    private void sealLargeTailInMemory(boolean isFailed, @Nullable JSObject value) {
        if (settled) {
            return;
        }
        settled = true;
        failed = isFailed;
        result = value;
        waiting.forEach(step -> platform.soon(step));
        waiting.clear();
    }

    @SuppressWarnings("unchecked")
    private void whenSettled(Effect<@Nullable T> good, Effect<@Nullable JSObject> bad) {
        Runnable step = () -> {
            if (failed) {
                bad.accept(result);
            } else {
                good.accept((T) result);
            }
        };
        if (settled) {
            platform.soon(step);
        } else {
            waiting.add(step);
        }
    }

    private void follow(@Nullable Promise<T> other) {
        if (other == null) {
            fulfil(null);
        } else {
            other.whenSettled(this::fulfil, this::fail);
        }
    }

    public <R extends JSObject> Promise<R> then(Continuation<T, R> next) {
        Promise<R> then = new Promise<>();
        whenSettled(value -> then.fulfil(next.apply(value)), then::fail);
        return then;
    }

    public <R extends JSObject> Promise<R> thenAwait(Continuation<T, Promise<R>> next) {
        Promise<R> then = new Promise<>();
        whenSettled(value -> then.follow(next.apply(value)), then::fail);
        return then;
    }

    public <R extends JSObject> Promise<R> thenAwait(
            Continuation<T, Promise<R>> next, Continuation<JSObject, Promise<R>> failed) {
        Promise<R> then = new Promise<>();
        whenSettled(value -> then.follow(next.apply(value)), reason -> then.follow(failed.apply(reason)));
        return then;
    }

    public Promise<JSObject> thenRun(Effect<T> next) {
        Promise<JSObject> then = new Promise<>();
        whenSettled(
                value -> {
                    next.accept(value);
                    then.fulfil(null);
                },
                then::fail);
        return then;
    }

    public Promise<JSObject> thenRun(Effect<T> next, Effect<JSObject> failed) {
        Promise<JSObject> then = new Promise<>();
        whenSettled(
                value -> {
                    next.accept(value);
                    then.fulfil(null);
                },
                reason -> {
                    failed.accept(reason);
                    then.fulfil(null);
                });
        return then;
    }

    public static <T extends JSObject> Promise<T> resolved(@Nullable T value) {
        Promise<T> promise = new Promise<>();
        promise.fulfil(value);
        return promise;
    }

    /** As {@link #resolved}: whoever takes both can't tell them apart here. */
    public static <T extends JSObject> Promise<T> value(T value) {
        return resolved(value);
    }

    public static <T extends JSObject> Promise<T> rejected(JSObject reason) {
        Promise<T> promise = new Promise<>();
        promise.fail(reason);
        return promise;
    }

    public static Promise<JSObject> both(@Nullable Promise<?> one, @Nullable Promise<?> other) {
        Promise<JSObject> both = new Promise<>();
        int[] open = {(one == null ? 0 : 1) + (other == null ? 0 : 1)};
        Effect<@Nullable JSObject> done = value -> {
            if (--open[0] <= 0) {
                both.fulfil(null);
            }
        };
        if (open[0] == 0) {
            done.accept(null);
        }
        if (one != null) {
            one.whenSettled(done::accept, both::fail);
        }
        if (other != null) {
            other.whenSettled(done::accept, both::fail);
        }
        return both;
    }

    public static Promise<JSObject> either(Promise<?> one, Promise<?> other) {
        Promise<JSObject> either = new Promise<>();
        one.whenSettled(value -> either.fulfil(null), either::fail);
        other.whenSettled(value -> either.fulfil(null), either::fail);
        return either;
    }
}
