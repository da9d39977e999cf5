package dev.edgepass.audit.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What held from a moment on.
 *
 * @param position of the control log, with the entry's record folded in
 * @param verdict of a token {@code granted} or {@code refused}, of a link its state
 * @param reason why it is refused; null otherwise
 * @param event whose record began it; null where the clock did
 * @param knownAtEdge null where the edge needs no word of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
        Instant time,
        long position,
        String verdict,
        @Nullable String reason,
        @Nullable EventRef event,
        @Nullable KnownAt knownAtEdge) {}
