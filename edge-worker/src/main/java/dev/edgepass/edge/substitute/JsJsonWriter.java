package dev.edgepass.edge.substitute;

import dev.edgepass.encoding.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/**
 * {@link JsonWriter} by JavaScript's own strings, and {@code JSON.stringify} where a text may need escapes. Names of members are the Worker's own and need none.
 */
public final class JsJsonWriter {
    private JSObject out = Native.begin();
    private @Nullable String closed;

    public JsJsonWriter string(String name, String value) {
        return wrote(Native.string(out, name, value));
    }

    public JsJsonWriter integer(String name, long value) {
        return wrote(Native.number(out, name, (double) value));
    }

    public JsJsonWriter bool(String name, boolean value) {
        return wrote(Native.bool(out, name, value));
    }

    public JsJsonWriter strings(String name, List<String> values) {
        JSObject array = Native.array();
        for (String value : values) {
            array = Native.stringElement(array, value);
        }
        return wrote(Native.array(out, name, array));
    }

    public JsJsonWriter integers(String name, List<Long> values) {
        JSObject array = Native.array();
        for (Long value : values) {
            array = Native.numberElement(array, value.doubleValue());
        }
        return wrote(Native.array(out, name, array));
    }

    public JsJsonWriter objects(String name, List<JsonWriter> values) {
        JSObject array = Native.array();
        for (JsonWriter value : values) {
            array = Native.objectElement(array, value.toString());
        }
        return wrote(Native.array(out, name, array));
    }

    public JsJsonWriter object(String name, JsonWriter value) {
        return wrote(Native.object(out, name, value.toString()));
    }

    public JsJsonWriter integers(String name, Map<String, Long> values) {
        JsJsonWriter object = new JsJsonWriter();
        values.forEach(object::integer);
        return wrote(Native.object(out, name, object.toString()));
    }

    /** The same string until more is written: JavaScript joins its parts at the first look into it, and not at every one. */
    @Override
    public String toString() {
        String text = closed;
        if (text == null) {
            text = Native.close(out);
            closed = text;
        }
        return text;
    }

    private JsJsonWriter wrote(JSObject text) {
        out = text;
        closed = null;
        return this;
    }

    private static final class Native {
        private static final String MEMBER = "return out + (out.length > 1 ? ',\"' : '\"') + name + '\":' + ";
        private static final String ELEMENT = "return array + (array.length > 1 ? ',' : '') + ";

        private Native() {}

        @JSBody(script = "return '{'")
        static native JSObject begin();

        @JSBody(params = "out", script = "return out + '}'")
        static native String close(JSObject out);

        @JSBody(
                params = {"out", "name", "value"},
                script = MEMBER + "JSON.stringify(value)")
        static native JSObject string(JSObject out, String name, String value);

        @JSBody(
                params = {"out", "name", "value"},
                script = MEMBER + "value")
        static native JSObject number(JSObject out, String name, double value);

        @JSBody(
                params = {"out", "name", "value"},
                script = MEMBER + "(value ? 'true' : 'false')")
        static native JSObject bool(JSObject out, String name, boolean value);

        @JSBody(
                params = {"out", "name", "value"},
                script = MEMBER + "value")
        static native JSObject object(JSObject out, String name, String value);

        @JSBody(
                params = {"out", "name", "array"},
                script = MEMBER + "array + ']'")
        static native JSObject array(JSObject out, String name, JSObject array);

        @JSBody(script = "return '['")
        static native JSObject array();

        @JSBody(
                params = {"array", "value"},
                script = ELEMENT + "JSON.stringify(value)")
        static native JSObject stringElement(JSObject array, String value);

        @JSBody(
                params = {"array", "value"},
                script = ELEMENT + "value")
        static native JSObject numberElement(JSObject array, double value);

        @JSBody(
                params = {"array", "value"},
                script = ELEMENT + "value")
        static native JSObject objectElement(JSObject array, String value);
    }
}
