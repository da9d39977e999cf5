package dev.edgepass.edge.substitute;

import org.teavm.jso.JSBody;

/** {@link dev.edgepass.edge.http.HttpDate} by {@code Date}, whose {@code toUTCString} writes {@code IMF-fixdate} (ECMA-262 section 21.4.4.43). */
public final class JsHttpDate {
    private JsHttpDate() {}

    public static String format(long seconds) {
        return format((double) seconds);
    }

    public static long parse(String date) {
        return (long) seconds(date);
    }

    @JSBody(params = "seconds", script = "return new Date(seconds * 1000).toUTCString()")
    private static native String format(double seconds);

    @JSBody(
            params = "date",
            script = "var time = new Date(date); return time >= 0 && time.toUTCString() === date ? time / 1000 : -1")
    private static native double seconds(String date);
}
