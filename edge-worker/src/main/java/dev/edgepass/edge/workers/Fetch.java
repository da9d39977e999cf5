package dev.edgepass.edge.workers;

import org.teavm.jso.JSBody;

/** {@code fetch}. */
public final class Fetch {
    private Fetch() {}

    /** POSTs {@code text}. Follows no redirect, and fails where there is no answer within so many milliseconds. */
    @JSBody(
            params = {"url", "headers", "text", "milliseconds"},
            script = "return fetch(url, {method: 'POST', headers: headers, body: text, redirect: 'manual',"
                    + " signal: AbortSignal.timeout(milliseconds)})")
    public static native Promise<Response> post(String url, Headers headers, String text, int milliseconds);
}
