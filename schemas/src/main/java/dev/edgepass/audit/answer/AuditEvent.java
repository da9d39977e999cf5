package dev.edgepass.audit.answer;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a log, for people and scripts, without secrets and hashes of them.
 *
 * @param log id of the log that goes on, such as {@code edgepass.control-0}
 * @param offset index of the leaf
 * @param time when the log took it; of the issuance topic, when the issuer wrote it
 * @param type such as {@code link-created}; {@code unknown} of a record that this build can't read
 * @param archived whether the archive's checkpoint has it, so that there is a proof
 * @param fields of its type, among the other members
 * @param knownAtEdge null of records that aren't on the control log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEvent(
        String log,
        long offset,
        Instant time,
        String type,
        boolean archived,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> fields,
        @Nullable KnownAt knownAtEdge) {
    public AuditEvent {
        fields = fields == null ? Map.of() : fields;
    }
}
