package dev.edgepass.edge.workers;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/** {@code Response} of the Fetch standard, with Workers' {@code encodeBody}. */
@JSClass(transparent = true)
public abstract class Response implements JSObject {
    private Response() {}

    @JSBody(
            params = {"text", "status", "headers"},
            script = "return new Response(text, {status: status, headers: headers})")
    public static native Response of(@Nullable String text, int status, Headers headers);

    /** The bytes of {@code body} as they are: a {@code Content-Encoding} in {@code headers} says what they already have. */
    @JSBody(
            params = {"body", "status", "headers"},
            script = "return new Response(body, {status: status, headers: headers, encodeBody: 'manual'})")
    public static native Response of(@Nullable ReadableStream body, int status, Headers headers);

    /** As {@link #of(ReadableStream, int, Headers)}. */
    @JSBody(
            params = {"bytes", "status", "headers"},
            script = "return new Response(bytes, {status: status, headers: headers, encodeBody: 'manual'})")
    public static native Response ofBytes(Blob bytes, int status, Headers headers);

    @JSBody(script = "return this.status")
    public native int status();

    @JSBody(script = "return this.headers")
    public native Headers headers();

    @JSBody(script = "return this.body")
    public native @Nullable ReadableStream body();
}
