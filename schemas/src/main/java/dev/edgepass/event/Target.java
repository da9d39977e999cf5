package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.feed.Handle;
import java.util.Objects;

/**
 * What a revocation is aimed at.
 *
 * @param id a {@code jti}, link id, subject, tenant, object key, or folder ending in {@code /}; empty for {@code all}
 */
public record Target(Kind kind, String id) {
    /** The kinds, by their names on the wire. */
    public enum Kind {
        @JsonProperty("token")
        TOKEN,
        @JsonProperty("link")
        LINK,
        @JsonProperty("subject")
        SUBJECT,
        @JsonProperty("tenant")
        TENANT,
        @JsonProperty("file")
        FILE,
        @JsonProperty("folder")
        FOLDER,
        @JsonProperty("all")
        ALL
    }

    public Target {
        Objects.requireNonNull(kind, "kind");
        id = kind == Kind.ALL ? "" : Objects.requireNonNull(id, "id");
    }

    public Handle handle() {
        return new Handle(Handle.Kind.valueOf(kind.name()), id);
    }
}
