package dev.edgepass.issuer.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a login has something: a claim's name, or names joined by dots for a member of a claim, such as {@code realm_access.roles}. A claim whose whole name has dots
 * ({@code https://app.example/roles}) comes first.
 */
record ClaimPath(String text) {
    ClaimPath {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a claim without a name (expected: such as sub or realm_access.roles)");
        }
    }

    /** For the binding of configuration properties, which looks for a public method of this name. */
    public static ClaimPath of(String text) {
        return new ClaimPath(text);
    }

    /** Null where the login hasn't got it. */
    @Nullable
    Object in(Map<String, Object> claims) {
        if (claims.containsKey(text)) {
            return claims.get(text);
        }
        Object value = claims;
        for (String name : List.of(text.split("\\.", -1))) {
            if (!(value instanceof Map<?, ?> members)) {
                return null;
            }
            value = members.get(name);
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
