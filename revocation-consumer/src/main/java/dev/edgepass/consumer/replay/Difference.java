package dev.edgepass.consumer.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where live and replay differ.
 *
 * @param where which value
 * @param live null where it isn't there
 * @param replay null where it isn't there
 */
record Difference(
        String where, @Nullable String live, @Nullable String replay) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> HIDDEN = Set.of("passwordHash");
    private static final int SHOWN_CHARACTERS = 160;

    /** For a person; of two JSON objects only the members that differ. */
    @Override
    public String toString() {
        List<String> members =
                live == null || replay == null || Cell.isOfWords(where) ? List.of() : members(live, replay);
        return members.isEmpty()
                ? "different: " + where + ": live " + shown(live) + ", replay " + shown(replay)
                : "different: " + where + ": " + String.join("; ", members);
    }

    private String shown(@Nullable String value) {
        if (value == null) {
            return "has none";
        }
        if (Cell.isOfWords(where) || value.contains("\"passwordHash\"")) {
            return "has one";
        }
        return "has " + (value.length() > SHOWN_CHARACTERS ? value.substring(0, SHOWN_CHARACTERS) + "..." : value);
    }

    private static List<String> members(String live, String replay) {
        List<String> different = new ArrayList<>();
        try {
            JsonNode ours = JSON.readTree(live);
            JsonNode theirs = JSON.readTree(replay);
            if (!ours.isObject() || !theirs.isObject()) {
                return List.of();
            }
            Set<String> names = new TreeSet<>(ours.propertyNames());
            names.addAll(theirs.propertyNames());
            for (String name : names) {
                if (!Objects.equals(ours.get(name), theirs.get(name))) {
                    different.add(
                            HIDDEN.contains(name)
                                    ? name + " (not shown)"
                                    : name + " live " + ours.path(name) + ", replay " + theirs.path(name));
                }
            }
        } catch (JacksonException e) {
            return List.of();
        }
        return different;
    }
}
