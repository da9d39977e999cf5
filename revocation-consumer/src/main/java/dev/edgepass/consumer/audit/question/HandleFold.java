package dev.edgepass.consumer.audit.question;

import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.HandleStates;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.revocation.HandleChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The states of a few handles, and the signing keys, after some records of the control log. Not thread-safe. */
final class HandleFold implements HandleStates {
    private final Set<Handle> wanted;
    private final Map<Handle, HandleState> states = new HashMap<>();
    private SigningKeys keys = SigningKeys.NONE;

    HandleFold(Collection<Handle> wanted) {
        this.wanted = new HashSet<>(wanted);
    }

    /** Takes the next record. */
    void apply(IndexedEvent record) {
        apply(Step.of(record, wanted));
    }

    /** @param step of no handles but the wanted ones */
    void apply(Step step) {
        for (HandleChange change : step.changes()) {
            states.put(change.handle(), change.change().apply(stateOf(change.handle())));
        }
        step.event()
                .filter(SigningKeys::concern)
                .ifPresent(event -> keys = keys.after(event, step.position(), step.at()));
    }

    @Override
    public HandleState stateOf(Handle handle) {
        if (!wanted.contains(handle)) {
            throw new IllegalArgumentException("handle: " + handle + " (expected: one that is folded)");
        }
        return states.getOrDefault(handle, HandleState.CLEAR);
    }

    SigningKeys keys() {
        return keys;
    }
}
