package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.feed.Handle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation is aimed at.
 *
 * @param id a {@code jti}, link id, subject, tenant, object key, or folder ending in {@code /}; empty for {@code all}
 * @param tenant of a subject that was named: a login is its tenant and its subject
 * @param formerId of a subject that was named: how tokens of release 0 name it, whatever its tenant. None is minted any more, so those that are out are cut off and no
 *     block is needed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(
        Handle.Kind kind,
        String id,
        @Nullable String tenant,
        @Nullable String formerId) {
    @JsonCreator
    public Target {
        Objects.requireNonNull(kind, "kind");
        id = kind == Handle.Kind.ALL ? "" : Objects.requireNonNull(id, "id");
    }

    public Target(Handle.Kind kind, String id) {
        this(kind, id, null, null);
    }

    public Handle handle() {
        return new Handle(kind, id);
    }

    /** The handle of release 0's tokens; null where there is none beside {@link #handle()}. */
    public @Nullable Handle formerHandle() {
        return formerId == null ? null : new Handle(Handle.Kind.SUBJECT, formerId);
    }
}
