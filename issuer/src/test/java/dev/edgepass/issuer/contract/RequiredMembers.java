package dev.edgepass.issuer.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a record's JSON that are always there: the components that aren't {@link Nullable}. Of a request's records, which check by hand, that is none. */
final class RequiredMembers {
    private RequiredMembers() {}

    /**
     * @param className with dots, as springdoc names a schema
     * @param members that the schema has
     */
    static Set<String> of(String className, Collection<String> members) {
        Set<String> required = new LinkedHashSet<>();
        collect(load(className), required);
        required.retainAll(members);
        return required;
    }

    private static void collect(@Nullable Class<?> type, Set<String> required) {
        if (type == null || !type.isRecord()) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                continue;
            }
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                collect(component.getType(), required);
            } else {
                JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
                required.add(renamed == null ? component.getName() : renamed.value());
            }
        }
    }

    /** The nested class behind a name in which each {@code $} is a dot. */
    private static @Nullable Class<?> load(String className) {
        String name = className;
        while (true) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException e) {
                int dot = name.lastIndexOf('.');
                if (dot < 0) {
                    return null;
                }
                name = name.substring(0, dot) + "$" + name.substring(dot + 1);
            }
        }
    }
}
