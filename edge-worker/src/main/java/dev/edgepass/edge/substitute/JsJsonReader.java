package dev.edgepass.edge.substitute;

import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.encoding.MalformedException;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/**
 * {@link dev.edgepass.encoding.JsonReader} by {@code JSON.parse}, and by what that one leaves out. A text that {@code JSON.stringify} writes again to the letter has
 * no member twice, and its numbers are what they look like. Any other is looked at once more: its members' names are counted, and its numbers seen as they are written.
 */
public final class JsJsonReader {
    private JsJsonReader() {}

    public static JsJsonObject readObject(String text) {
        JSObject object = parse(text);
        if (!Runtime.isPresent(object)) {
            throw new MalformedException("JSON: not one strict object");
        }
        return new JsJsonObject(object);
    }

    @JSBody(
            params = "text",
            script = "var names = 0;"
                    + "function isSound(value, depth) {"
                    + "  if (value === null || depth > 8 || typeof value === 'string' && !value.isWellFormed()) return false;"
                    + "  if (typeof value === 'object') for (var name in value) {"
                    + "    names += Array.isArray(value) ? 0 : 1;"
                    + "    if (!name.isWellFormed() || !isSound(value[name], depth + 1)) return false;"
                    + "  }"
                    + "  return true;"
                    + "}"
                    + "try {"
                    + "  var object = JSON.parse(text);"
                    + "  var again = JSON.stringify(object) !== text;"
                    + "  if (again) object = JSON.parse(text, function(name, value, context) {"
                    + "    return typeof value === 'number' && !/^-?\\d{1,15}$/.test(context.source) ? Infinity : value;"
                    + "  });"
                    + "  if (text.trimStart()[0] !== '{' || !isSound(object, 1)) return null;"
                    + "  if (again) text.replace(/\"(?:[^\"\\\\]|\\\\.)*\"(\\s*:)?/g, function(string, colon) { names -= colon ? 1 : 0; });"
                    + "  return again && names !== 0 ? null : object;"
                    + "} catch (e) { return null; }")
    private static native @Nullable JSObject parse(String text);
}
