package dev.edgepass.encoding;

import java.util.List;
import java.util.Map;

/** Writes one JSON object, members in the order of the calls. Not thread-safe. */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder("{");

    public JsonWriter string(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    public JsonWriter integer(String name, long value) {
        name(name).append(value);
        return this;
    }

    public JsonWriter bool(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    public JsonWriter strings(String name, List<String> values) {
        name(name).append('[');
        for (int i = 0; i < values.size(); i++) {
            separate(i);
            quote(values.get(i));
        }
        out.append(']');
        return this;
    }

    public JsonWriter integers(String name, List<Long> values) {
        name(name).append('[');
        for (int i = 0; i < values.size(); i++) {
            separate(i);
            out.append(values.get(i));
        }
        out.append(']');
        return this;
    }

    public JsonWriter objects(String name, List<JsonWriter> values) {
        name(name).append('[');
        for (int i = 0; i < values.size(); i++) {
            separate(i);
            out.append(values.get(i));
        }
        out.append(']');
        return this;
    }

    public JsonWriter object(String name, JsonWriter value) {
        name(name).append(value);
        return this;
    }

    /** An object with a member for each entry of {@code values}. */
    public JsonWriter integers(String name, Map<String, Long> values) {
        JsonWriter object = new JsonWriter();
        values.forEach(object::integer);
        return object(name, object);
    }

    /** The object's text so far, closed. */
    @Override
    public String toString() {
        return out + "}";
    }

    private StringBuilder name(String name) {
        separate(out.length() - 1);
        quote(name);
        return out.append(':');
    }

    private void separate(int before) {
        if (before > 0) {
            out.append(',');
        }
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
