package dev.edgepass.edge.workers;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** Header fields. */
public final class Headers implements JSObject {
    private final Map<String, String> fields;

    private Headers(Map<String, String> fields) {
        this.fields = fields;
    }

    public static Headers create() {
        return new Headers(new TreeMap<>());
    }

    Headers copy() {
        return new Headers(new TreeMap<>(fields));
    }

    public @Nullable String get(String name) {
        return fields.get(name.toLowerCase(Locale.ROOT));
    }

    public void set(String name, String value) {
        fields.put(name.toLowerCase(Locale.ROOT), value);
    }
}
