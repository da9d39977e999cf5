package dev.edgepass.edge.substitute;

import org.teavm.jso.JSBody;

/** Methods of {@code String} by those of JavaScript's own strings; the string is the first parameter. */
public final class JsString {
    private JsString() {}

    /** Without a check of the place, as everywhere in what is compiled. */
    public static char charAt(String string, int place) {
        return (char) Native.charAt(string, place);
    }

    public static int indexOf(String string, int c, int from) {
        return Native.indexOf(string, c, from);
    }

    public static int indexOf(String string, String part, int from) {
        return Native.indexOf(string, part, from);
    }

    public static int lastIndexOf(String string, int c, int from) {
        return Native.lastIndexOf(string, c, from);
    }

    public static boolean startsWith(String string, String start) {
        return Native.startsWith(string, start);
    }

    public static boolean startsWith(String string, String start, int from) {
        return Native.startsWith(string, start, from);
    }

    public static boolean endsWith(String string, String end) {
        return Native.endsWith(string, end);
    }

    public static String trim(String string) {
        return Native.trim(string);
    }

    public static String toLowerCase(String string) {
        return Native.toLowerCase(string);
    }

    static String join(String one, String other) {
        return Native.join(one, other);
    }

    static String join(String one, double number) {
        return Native.join(one, number);
    }

    static String of(int code) {
        return Native.of(code);
    }

    /** TeaVM knows a native method by its callers, of which it has seen those of {@code String} before they call these. */
    static final class Native {
        private Native() {}

        @JSBody(
                params = {"string", "place"},
                script = "return string.charCodeAt(place)")
        static native int charAt(String string, int place);

        @JSBody(
                params = {"string", "c", "from"},
                script = "return string.indexOf(String.fromCharCode(c), from)")
        static native int indexOf(String string, int c, int from);

        @JSBody(
                params = {"string", "part", "from"},
                script = "return string.indexOf(part, from)")
        static native int indexOf(String string, String part, int from);

        @JSBody(
                params = {"string", "c", "from"},
                script = "return from < 0 ? -1 : string.lastIndexOf(String.fromCharCode(c), from)")
        static native int lastIndexOf(String string, int c, int from);

        @JSBody(
                params = {"string", "start"},
                script = "return string.startsWith(start)")
        static native boolean startsWith(String string, String start);

        @JSBody(
                params = {"string", "start", "from"},
                script = "return string.startsWith(start, from)")
        static native boolean startsWith(String string, String start, int from);

        @JSBody(
                params = {"string", "end"},
                script = "return string.endsWith(end)")
        static native boolean endsWith(String string, String end);

        @JSBody(params = "string", script = "return string.trim()")
        static native String trim(String string);

        @JSBody(params = "string", script = "return string.toLowerCase()")
        static native String toLowerCase(String string);

        @JSBody(
                params = {"one", "other"},
                script = "return one + other")
        static native String join(String one, String other);

        @JSBody(
                params = {"one", "number"},
                script = "return one + number")
        static native String join(String one, double number);

        @JSBody(params = "code", script = "return String.fromCharCode(code)")
        static native String of(int code);
    }
}
