package dev.edgepass.edge.workers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * The platform as one request of the Worker sees it: clock, timer, cryptography. What a request began goes on under its own platform, and ends with it. For one
 * thread.
 */
public abstract class VirtualPlatform {
    private static final Deque<Microtask> MICROTASKS = new ArrayDeque<>();
    private static @Nullable VirtualPlatform current;

    private record Microtask(VirtualPlatform platform, Runnable step) {}

    static VirtualPlatform current() {
        VirtualPlatform platform = current;
        if (platform == null) {
            throw new IllegalStateException("the Worker's code runs outside of VirtualPlatform.run");
        }
        return platform;
    }

    /** Runs code of the Worker for this request, and then every step of a promise that has become due: nothing else happens in between. */
    public final void run(Runnable code) {
        if (current != null) {
            throw new IllegalStateException("the Worker's code runs already");
        }
        try {
            current = this;
            code.run();
            for (Microtask next = MICROTASKS.poll(); next != null; next = MICROTASKS.poll()) {
                current = next.platform;
                if (!next.platform.isGone()) {
                    next.step.run();
                }
            }
        } finally {
            current = null;
            MICROTASKS.clear();
        }
    }

    /** To be run before anything else happens. */
    final void soon(Runnable step) {
        MICROTASKS.add(new Microtask(this, step));
    }

    /** Whether everything that the request began is gone. */
    protected abstract boolean isGone();

    /** Milliseconds since the epoch, by the location's clock. */
    protected abstract long now();

    /** Runs {@code code} for this request some time later, unless everything that it began is gone by then. */
    protected abstract void in(long millis, Runnable code);

    protected abstract Promise<JSObject> sleep(int millis);

    protected abstract void warn(String line);

    protected abstract boolean isNfc(String text);

    /** The location's cache of that name. */
    protected abstract Map<String, Response> cache(String name);

    /** Milliseconds that a call of the cache takes. */
    protected abstract long cacheTime();

    /** Milliseconds that WebCrypto takes. */
    protected abstract long cryptoTime();

    /** Whether {@code signature} over {@code data} is good under the key with this {@code x}. */
    protected abstract boolean verify(String x, String data, byte[] signature);
}
