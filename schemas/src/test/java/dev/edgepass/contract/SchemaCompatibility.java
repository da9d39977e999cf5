package dev.edgepass.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Whether a schema that was released and today's can be used side by side: today's reader reads what was written before, and a reader that is out there reads what
 * is written today. Since objects are open and readers ignore what they don't know, that allows one change only: a new member that isn't required.
 */
final class SchemaCompatibility {
    /** Say something to people, nothing to a validator. */
    private static final Set<String> WORDS = Set.of("$schema", "$id", "$comment", "title", "description", "examples");

    private static final Set<String> COMPARED_BELOW = Set.of("properties", "required", "items");

    private final List<String> violations = new ArrayList<>();

    private SchemaCompatibility() {}

    /** In words; empty where the two get on. */
    static List<String> violations(JsonNode released, JsonNode current) {
        SchemaCompatibility comparison = new SchemaCompatibility();
        comparison.compare("", released, current);
        return comparison.violations;
    }

    private void compare(String path, JsonNode released, JsonNode current) {
        if (!released.isObject() || !current.isObject()) {
            // A schema that is true or false.
            if (!released.equals(current)) {
                violations.add(path + ": " + released + " became " + current);
            }
            return;
        }
        compareKeywords(path, released, current);
        compareRequired(path, released, current);
        if (released.has("items") && current.has("items")) {
            compare(path + "[]", released.get("items"), current.get("items"));
        } else if (released.has("items") != current.has("items")) {
            violations.add(path + ": items came or went");
        }
        JsonNode members = current.path("properties");
        for (Map.Entry<String, JsonNode> member : released.path("properties").properties()) {
            String name = path + "/" + member.getKey();
            if (members.has(member.getKey())) {
                compare(name, member.getValue(), members.get(member.getKey()));
            } else {
                violations.add(name + ": removed or renamed");
            }
        }
    }

    private void compareKeywords(String path, JsonNode released, JsonNode current) {
        Set<String> keywords = new TreeSet<>(released.propertyNames());
        keywords.addAll(current.propertyNames());
        keywords.removeAll(WORDS);
        keywords.removeAll(COMPARED_BELOW);
        for (String keyword : keywords) {
            if (!released.path(keyword).equals(current.path(keyword))) {
                violations.add(
                        path + ": " + keyword + " " + released.path(keyword) + " became " + current.path(keyword));
            }
        }
    }

    private void compareRequired(String path, JsonNode released, JsonNode current) {
        Set<String> before = strings(released.path("required"));
        Set<String> now = strings(current.path("required"));
        now.stream()
                .filter(name -> !before.contains(name))
                .forEach(name ->
                        violations.add(path + "/" + name + ": required now, and missing in what was written before"));
        before.stream()
                .filter(name -> !now.contains(name))
                .forEach(name -> violations.add(
                        path + "/" + name + ": not required any more, but by readers that are out there"));
    }

    private static Set<String> strings(JsonNode array) {
        Set<String> strings = new TreeSet<>();
        array.forEach(element -> strings.add(element.stringValue()));
        return strings;
    }
}
