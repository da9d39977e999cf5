package dev.edgepass.edge.substitute;

import dev.edgepass.encoding.MalformedException;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** {@link dev.edgepass.encoding.JsonReader} by {@code JSON.parse}, and by what that one leaves out. */
public final class JsJsonReader {
    private JsJsonReader() {}

    public static JsJsonObject readObject(String text) {
        JSObject object = plain(text);
        if (object == null) {
            object = any(text);
        }
        if (object == null) {
            throw new MalformedException("JSON: not one strict object");
        }
        return new JsJsonObject(object);
    }

    /**
     * What {@code JSON.stringify} writes again to the letter has no member twice, and its numbers are what they look like; without {@code null}, escapes, and more
     * than seven brackets it is sound. So are the texts of our own writers. Null where this doesn't tell.
     */
    @JSBody(
            params = "text",
            script = "try { var object = JSON.parse(text);"
                    + " if (text[0] !== '{' || text.includes('\\\\') || text.includes('null') || JSON.stringify(object) !== text) return null;"
                    + " var brackets = 0;"
                    + " for (var i = 0; i = text.indexOf('[', i) + 1;) brackets++;"
                    + " for (i = 0; i = text.indexOf('{', i) + 1;) brackets++;"
                    + " return brackets > 7 ? null : object; } catch (e) { return null; }")
    private static native @Nullable JSObject plain(String text);

    /** Walks through the values, counts the members' names in them and in the text, and sees numbers as they are written. */
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
                    + "  var object = JSON.parse(text, function(name, value, context) {"
                    + "    return typeof value === 'number' && !/^-?\\d{1,15}$/.test(context.source) ? Infinity : value;"
                    + "  });"
                    + "  if (text.trimStart()[0] !== '{' || !isSound(object, 1)) return null;"
                    + "  text.replace(/\"(?:[^\"\\\\]|\\\\.)*\"(\\s*:)?/g, function(string, colon) { names -= colon ? 1 : 0; });"
                    + "  return names === 0 ? object : null;"
                    + "} catch (e) { return null; }")
    private static native @Nullable JSObject any(String text);
}
