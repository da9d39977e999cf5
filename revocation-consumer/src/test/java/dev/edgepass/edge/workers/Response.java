package dev.edgepass.edge.workers;

import dev.edgepass.encoding.Utf8;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** An answer. Takes a copy of the header fields, as the platform does. */
public final class Response implements JSObject {
    private final int status;
    private final Headers headers;
    private final byte @Nullable [] bytes;

    private Response(int status, Headers headers, byte @Nullable [] bytes) {
        this.status = status;
        this.headers = headers.copy();
        this.bytes = bytes;
    }

    public static Response of(@Nullable String text, int status, Headers headers) {
        return new Response(status, headers, text == null ? null : Utf8.encode(text));
    }

    public static Response of(@Nullable ReadableStream body, int status, Headers headers) {
        return new Response(status, headers, body == null ? null : body.bytes());
    }

    public static Response ofBytes(Blob bytes, int status, Headers headers) {
        return new Response(status, headers, bytes.bytes());
    }

    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    public @Nullable ReadableStream body() {
        return bytes == null ? null : new ReadableStream(bytes);
    }

    /** The body as text. */
    public String text() {
        return bytes == null ? "" : Utf8.decode(bytes);
    }
}
