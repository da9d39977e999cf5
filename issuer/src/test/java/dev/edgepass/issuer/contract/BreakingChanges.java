package dev.edgepass.issuer.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What in an OpenAPI 3.1 document would break a client of an earlier one: something that may be sent no more or has to be sent now, something that isn't answered any
 * more or in another shape, or a higher authority. Requests are strict here, so a member that goes breaks whoever sends it.
 */
final class BreakingChanges {
    private static final List<String> AUTHORITIES = List.of("public", "login", "user", "auditor", "admin");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head");

    private final JsonNode before;
    private final JsonNode now;
    private final List<String> found = new ArrayList<>();
    private final Set<String> comparing = new HashSet<>();

    private enum Direction {
        REQUEST,
        RESPONSE
    }

    private BreakingChanges(JsonNode before, JsonNode now) {
        this.before = before;
        this.now = now;
    }

    /** In words; empty where every client of {@code before} can go on. */
    static List<String> between(JsonNode before, JsonNode now) {
        BreakingChanges changes = new BreakingChanges(before, now);
        for (Map.Entry<String, JsonNode> path : before.path("paths").properties()) {
            for (String method : METHODS) {
                JsonNode operation = path.getValue().path(method);
                if (!operation.isMissingNode()) {
                    String name = method.toUpperCase(Locale.ROOT) + " " + path.getKey();
                    changes.operation(
                            name,
                            operation,
                            now.path("paths").path(path.getKey()).path(method));
                }
            }
        }
        return changes.found;
    }

    private void operation(String name, JsonNode old, JsonNode current) {
        if (current.isMissingNode()) {
            found.add(name + ": removed");
            return;
        }
        authority(name, old, current);
        parameters(name, old.path("parameters"), current.path("parameters"));
        if (current.path("requestBody").path("required").asBoolean(false)
                && !old.path("requestBody").path("required").asBoolean(false)) {
            found.add(name + ": the body is required now");
        }
        content(name + " request", old.path("requestBody"), current.path("requestBody"), Direction.REQUEST);
        for (Map.Entry<String, JsonNode> response : old.path("responses").properties()) {
            JsonNode same = current.path("responses").path(response.getKey());
            boolean success = response.getKey().startsWith("2");
            if (success && same.isMissingNode()) {
                found.add(name + " " + response.getKey() + ": removed");
            } else if (success) {
                content(name + " " + response.getKey(), response.getValue(), same, Direction.RESPONSE);
            }
        }
    }

    private void authority(String name, JsonNode old, JsonNode current) {
        String member = "x-required-authority";
        int had = AUTHORITIES.indexOf(old.path(member).asString("public"));
        int has = AUTHORITIES.indexOf(current.path(member).asString("public"));
        if (has > had) {
            found.add(
                    name + ": needs " + AUTHORITIES.get(has) + " (before: " + AUTHORITIES.get(Math.max(had, 0)) + ")");
        }
    }

    private void parameters(String name, JsonNode old, JsonNode current) {
        for (JsonNode parameter : old) {
            JsonNode same = named(parameter, current);
            String of = name + " parameter " + parameter.path("name").asString();
            if (same.isMissingNode()) {
                found.add(of + ": removed");
            } else {
                schema(of, parameter.path("schema"), same.path("schema"), Direction.REQUEST);
            }
        }
        for (JsonNode parameter : current) {
            boolean was = named(parameter, old).path("required").asBoolean(false);
            if (parameter.path("required").asBoolean(false) && !was) {
                found.add(name + " parameter " + parameter.path("name").asString() + ": required now");
            }
        }
    }

    private static JsonNode named(JsonNode wanted, JsonNode parameters) {
        for (JsonNode parameter : parameters) {
            if (parameter.path("name").equals(wanted.path("name"))
                    && parameter.path("in").equals(wanted.path("in"))) {
                return parameter;
            }
        }
        return parameters.path("none");
    }

    private void content(String name, JsonNode old, JsonNode current, Direction direction) {
        for (Map.Entry<String, JsonNode> type : old.path("content").properties()) {
            JsonNode same = current.path("content").path(type.getKey());
            if (same.isMissingNode()) {
                found.add(name + " " + type.getKey() + ": removed");
            } else {
                schema(name, type.getValue().path("schema"), same.path("schema"), direction);
            }
        }
    }

    private void schema(String name, JsonNode oldOrReference, JsonNode currentOrReference, Direction direction) {
        JsonNode old = resolved(before, oldOrReference);
        JsonNode current = resolved(now, currentOrReference);
        String pair = direction
                + name.replaceAll("[^ ]*$", "")
                + oldOrReference.path("$ref")
                + currentOrReference.path("$ref");
        if (oldOrReference.has("$ref") && !comparing.add(pair)) {
            return;
        }
        types(name, old, current, direction);
        required(name, old, current, direction);
        if (old.has("items")) {
            schema(name + "[]", old.get("items"), current.path("items"), direction);
        }
        if (old.path("additionalProperties").isObject()) {
            schema(name + "{}", old.get("additionalProperties"), current.path("additionalProperties"), direction);
        }
        for (Map.Entry<String, JsonNode> member : old.path("properties").properties()) {
            JsonNode same = current.path("properties").path(member.getKey());
            String of = name + "/" + member.getKey();
            if (same.isMissingNode()) {
                found.add(of + ": removed");
            } else {
                schema(of, member.getValue(), same, direction);
            }
        }
    }

    private void types(String name, JsonNode old, JsonNode current, Direction direction) {
        Set<String> had = strings(old.path("type"));
        Set<String> has = strings(current.path("type"));
        boolean fits = direction == Direction.REQUEST ? has.containsAll(had) : had.containsAll(has);
        if (!had.isEmpty() && (!fits || has.isEmpty())) {
            found.add(name + ": type " + old.path("type") + " became " + current.path("type"));
        }
        if (!old.path("format").equals(current.path("format"))) {
            found.add(name + ": format " + old.path("format") + " became " + current.path("format"));
        }
        if (direction == Direction.REQUEST
                && current.has("enum")
                && (!old.has("enum") || !strings(current.get("enum")).containsAll(strings(old.get("enum"))))) {
            found.add(name + ": enum " + old.path("enum") + " became " + current.path("enum"));
        }
    }

    private void required(String name, JsonNode old, JsonNode current, Direction direction) {
        Set<String> had = strings(old.path("required"));
        Set<String> has = strings(current.path("required"));
        if (direction == Direction.REQUEST) {
            has.stream()
                    .filter(member -> !had.contains(member))
                    .forEach(member -> found.add(name + "/" + member + ": required now"));
        } else {
            had.stream()
                    .filter(member ->
                            !has.contains(member) && current.path("properties").has(member))
                    .forEach(member -> found.add(name + "/" + member + ": not in every answer any more"));
        }
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : schema;
    }

    private static Set<String> strings(JsonNode oneOrMany) {
        Set<String> strings = new TreeSet<>();
        if (oneOrMany.isString()) {
            strings.add(oneOrMany.stringValue());
        }
        oneOrMany.forEach(element -> strings.add(element.asString()));
        return strings;
    }
}
