package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** The globals: clock, timer, log and text. */
public final class Runtime {
    private Runtime() {}

    /** Milliseconds since the epoch. In production it stands still between two inputs or outputs. */
    @JSBody(script = "return Date.now()")
    public static native double now();

    /** {@code scheduler.wait}. */
    @JSBody(params = "milliseconds", script = "return scheduler.wait(milliseconds)")
    public static native Promise<JSObject> sleep(int milliseconds);

    @JSBody(params = "line", script = "console.warn(line)")
    public static native void warn(String line);

    /** Name and message of whatever was thrown. */
    @JSBody(
            params = "thrown",
            script = "return String(thrown && thrown.name) + ': ' + String(thrown && thrown.message)")
    public static native String describe(JSObject thrown);

    /** The name of whatever was thrown ("TimeoutError"), for where its message may have a secret. */
    @JSBody(params = "thrown", script = "return String(thrown && thrown.name)")
    public static native String name(JSObject thrown);

    /** From 0 to 1, not for secrets. */
    @JSBody(script = "return Math.random()")
    public static native double random();

    /** For secrets. The platform gives them to the handler of a request alone. */
    @JSBody(params = "count", script = "return crypto.getRandomValues(new Uint8Array(count)).buffer")
    public static native ArrayBuffer randomBytes(int count);

    @JSBody(params = "text", script = "return text.normalize('NFC') === text")
    public static native boolean isNfc(String text);
}
