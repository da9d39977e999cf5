package dev.edgepass.audit.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer of {@code GET /log} and {@code POST /seal}. */
public record LogList(String verifierKey, List<Log> logs) {
    /**
     * An archived log.
     *
     * @param size events under its checkpoint
     * @param sealedAt when that was signed; null where it wasn't yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Log(
            String id, String origin, long size, @Nullable Instant sealedAt) {}
}
