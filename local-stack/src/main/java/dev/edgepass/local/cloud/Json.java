package dev.edgepass.local.cloud;

import dev.edgepass.local.process.StartFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of the API, which came from outside: texts are cut and cleaned before they are shown, and ids are checked before they are in a path. */
final class Json {
    private static final int LONGEST = 200;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

    private Json() {}

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    static ArrayNode array(Iterable<? extends JsonNode> items) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        items.forEach(array::add);
        return array;
    }

    static ArrayNode texts(Iterable<String> items) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        items.forEach(array::add);
        return array;
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }

    static Set<String> set(JsonNode array) {
        Set<String> items = new LinkedHashSet<>();
        array.forEach(item -> items.add(item.asString("")));
        return items;
    }

    static String text(JsonNode object, String member) {
        return object.path(member).asString("");
    }

    /**
     * The object's {@code id}, fit for a path.
     *
     * @throws StartFailure where it has none
     */
    static String id(JsonNode object) {
        String id = text(object, "id");
        if (!ID.matcher(id).matches()) {
            throw new StartFailure("Cloudflare's answer has no usable id (seen: " + shown(id) + ").");
        }
        return id;
    }

    /** For a terminal: one line without control characters, and not too long. */
    static String shown(String text) {
        String line = NOT_SHOWN.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
