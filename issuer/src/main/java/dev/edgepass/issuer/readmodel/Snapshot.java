package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.readmodel.LinkRecord;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The read model at one moment, read in one step: what a decision rests on.
 *
 * @param position of the control log: a token that is minted on this snapshot carries it as {@code pos} (ADR 4)
 * @param states of the handles that were asked for
 * @param link the share link that was asked for, if there is one
 * @param activeKid of the signing key in use; empty where none is, since it was withdrawn, and null where the log has named none yet
 */
public record Snapshot(
        long position,
        Map<Handle, HandleState> states,
        @Nullable LinkRecord link,
        @Nullable String activeKid) {
    public HandleState stateOf(Handle handle) {
        return states.getOrDefault(handle, HandleState.CLEAR);
    }

    /** A handle that nothing may be minted for. */
    public Optional<Handle> blocked() {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue().blocked())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether a token minted at {@code pos} was revoked by a cutoff. */
    public boolean isCutOff(long pos) {
        return states.values().stream().anyMatch(state -> pos < state.cutoff());
    }
}
