package dev.edgepass.encoding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as {@link JsonReader} read it: members are strings, integers ({@link Long}), booleans, lists and objects. A reader by type either gives the
 * value, says that the member is absent ({@code null}), or throws {@link MalformedException} naming the member, so that a number as a string is never taken.
 */
public final class JsonObject {
    private final Map<String, Object> members = new HashMap<>();

    /** Whether the member is there, with whatever type. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    public @Nullable String string(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrongType(name, "a string");
    }

    /** An integer of at most 15 digits; fractions and exponents are refused. */
    public @Nullable Long integer(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        throw wrongType(name, "an integer");
    }

    public @Nullable Boolean bool(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw wrongType(name, "true or false");
    }

    /** The member's strings, or an empty list where it is absent. */
    public List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof String string)) {
                throw wrongType(name, "a list of strings");
            }
            strings.add(string);
        }
        return strings;
    }

    /** The member's integers, or an empty list where it is absent. */
    public List<Long> integers(String name) {
        List<Long> integers = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof Long integer)) {
                throw wrongType(name, "a list of integers");
            }
            integers.add(integer);
        }
        return integers;
    }

    /** The member's objects, or an empty list where it is absent. */
    public List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : elements(name)) {
            if (!(element instanceof JsonObject object)) {
                throw wrongType(name, "a list of objects");
            }
            objects.add(object);
        }
        return objects;
    }

    public String requireString(String name) {
        return require(name, string(name));
    }

    public long requireInteger(String name) {
        return require(name, integer(name));
    }

    void put(String name, Object value) {
        if (members.put(name, value) != null) {
            throw new MalformedException("JSON: a member is there twice");
        }
    }

    private List<?> elements(String name) {
        Object value = members.get(name);
        if (value == null) {
            return new ArrayList<>();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrongType(name, "a list");
    }

    private static <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw new MalformedException(name + ": missing");
        }
        return value;
    }

    private static MalformedException wrongType(String name, String expected) {
        return new MalformedException(name + ": wrong type (expected: " + expected + ")");
    }
}
