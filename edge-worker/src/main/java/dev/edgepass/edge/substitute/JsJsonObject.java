package dev.edgepass.edge.substitute;

import dev.edgepass.encoding.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** {@link dev.edgepass.encoding.JsonObject}, which is an object of JavaScript here. */
public final class JsJsonObject {
    private final JSObject object;

    JsJsonObject(JSObject object) {
        this.object = object;
    }

    public boolean has(String name) {
        return has(object, name);
    }

    public @Nullable String string(String name) {
        if (!has(name)) {
            return null;
        }
        require(isA(object, name, "string"), name);
        return string(object, name);
    }

    public @Nullable Long integer(String name) {
        return has(name) ? requireInteger(name) : null;
    }

    public @Nullable Boolean bool(String name) {
        if (!has(name)) {
            return null;
        }
        require(isA(object, name, "boolean"), name);
        return isTrue(object, name);
    }

    public List<String> strings(String name) {
        JSObject list = list(name);
        int length = length(list);
        List<String> strings = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            require(isString(list, i), name);
            strings.add(string(list, i));
        }
        return strings;
    }

    public List<Long> integers(String name) {
        JSObject list = list(name);
        int length = length(list);
        List<Long> integers = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            require(isInteger(list, i), name);
            integers.add((long) number(list, i));
        }
        return integers;
    }

    public List<JsJsonObject> objects(String name) {
        JSObject list = list(name);
        int length = length(list);
        List<JsJsonObject> objects = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            require(isObject(list, i), name);
            objects.add(new JsJsonObject(element(list, i)));
        }
        return objects;
    }

    public String requireString(String name) {
        require(isA(object, name, "string"), name);
        return string(object, name);
    }

    public long requireInteger(String name) {
        require(isInteger(object, name), name);
        return (long) number(object, name);
    }

    private JSObject list(String name) {
        if (!has(name)) {
            return none();
        }
        JSObject list = member(object, name);
        require(isList(list), name);
        return list;
    }

    private static void require(boolean right, String name) {
        if (!right) {
            throw new MalformedException(name + ": missing, or of the wrong type");
        }
    }

    @JSBody(
            params = {"object", "name"},
            script = "return Object.hasOwn(object, name)")
    private static native boolean has(JSObject object, String name);

    @JSBody(
            params = {"object", "name", "type"},
            script = "return typeof object[name] === type")
    private static native boolean isA(JSObject object, String name, String type);

    @JSBody(
            params = {"object", "name"},
            script = "return Number.isInteger(object[name]) && Math.abs(object[name]) < 1e15")
    private static native boolean isInteger(JSObject object, String name);

    @JSBody(params = "value", script = "return Array.isArray(value)")
    private static native boolean isList(JSObject value);

    @JSBody(
            params = {"list", "index"},
            script = "return typeof list[index] === 'string'")
    private static native boolean isString(JSObject list, int index);

    @JSBody(
            params = {"list", "index"},
            script = "return Number.isInteger(list[index]) && Math.abs(list[index]) < 1e15")
    private static native boolean isInteger(JSObject list, int index);

    @JSBody(
            params = {"list", "index"},
            script = "return list[index]")
    private static native double number(JSObject list, int index);

    @JSBody(
            params = {"list", "index"},
            script = "return list[index]")
    private static native String string(JSObject list, int index);

    @JSBody(
            params = {"list", "index"},
            script = "return list[index]")
    private static native JSObject element(JSObject list, int index);

    @JSBody(
            params = {"list", "index"},
            script = "return typeof list[index] === 'object' && !Array.isArray(list[index])")
    private static native boolean isObject(JSObject list, int index);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name]")
    private static native JSObject member(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name]")
    private static native String string(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name]")
    private static native double number(JSObject object, String name);

    @JSBody(
            params = {"object", "name"},
            script = "return object[name]")
    private static native boolean isTrue(JSObject object, String name);

    @JSBody(script = "return []")
    private static native JSObject none();

    @JSBody(params = "list", script = "return list.length")
    private static native int length(JSObject list);
}
