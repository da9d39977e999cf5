package dev.edgepass.local.status;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One part of a stack.
 *
 * @param part its name; several edges share one
 * @param text for a person: where it is, how far, how old
 * @param details the same for programs: positions are counts of control records, ages and times milliseconds
 */
public record PartStatus(String part, boolean up, String text, Map<String, Object> details) {
    /** The members of its JSON: {@code part}, {@code up} and the details. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("part", part);
        json.put("up", up);
        json.putAll(details);
        return json;
    }
}
