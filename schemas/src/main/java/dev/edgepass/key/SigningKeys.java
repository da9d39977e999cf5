package dev.edgepass.key;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.key.KeyRecord.State;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Every signing key that the log has named, and what an event makes of them (ADR 10). Which key is in use is a fact of the log, so that all issuers
 * agree: at most one is {@link State#ACTIVE}. Immutable.
 */
public final class SigningKeys {
    /** Before the first record. */
    public static final SigningKeys NONE = new SigningKeys(new TreeMap<>());

    private final SortedMap<String, KeyRecord> byKid;

    private SigningKeys(SortedMap<String, KeyRecord> byKid) {
        this.byKid = Collections.unmodifiableSortedMap(byKid);
    }

    public static SigningKeys of(Collection<KeyRecord> keys) {
        SortedMap<String, KeyRecord> byKid = new TreeMap<>();
        keys.forEach(key -> byKid.put(key.kid(), key));
        return new SigningKeys(byKid);
    }

    /** By kid. */
    public SortedMap<String, KeyRecord> byKid() {
        return byKid;
    }

    /** The key to sign with. */
    public Optional<KeyRecord> active() {
        return byKid.values().stream()
                .filter(key -> key.state() == State.ACTIVE)
                .findFirst();
    }

    /** Whether {@code event} is about keys at all. */
    public static boolean concern(ControlEvent event) {
        return event instanceof ControlEvent.KeyAdded
                || event instanceof ControlEvent.KeyActivated
                || event instanceof ControlEvent.KeyWithdrawn;
    }

    /**
     * The keys after {@code event}, the record with which the log reaches {@code position}. Announced twice is once, and so is withdrawn; a key that is announced
     * after its withdrawal begins anew. The first key of all is in use at once.
     */
    public SigningKeys after(ControlEvent event, long position, Instant at) {
        if (event instanceof ControlEvent.KeyAdded added) {
            return announce(added, position, at);
        }
        if (event instanceof ControlEvent.KeyActivated activated && activated.basis() >= lastActivation()) {
            return activate(activated.kid(), position, at);
        }
        if (event instanceof ControlEvent.KeyWithdrawn withdrawn && isGood(withdrawn.kid())) {
            return changed(withdrawn.kid(), key -> key.withdrawn(withdrawn, position, at));
        }
        return this;
    }

    private SigningKeys announce(ControlEvent.KeyAdded added, long position, Instant at) {
        SortedMap<String, KeyRecord> keys = new TreeMap<>(byKid);
        keys.compute(
                added.kid(),
                (kid, known) ->
                        known != null && isGood(kid) ? known.told(added) : KeyRecord.added(known, added, position, at));
        SigningKeys announced = new SigningKeys(keys);
        return lastActivation() > 0 ? announced : announced.activate(added.kid(), position, at);
    }

    private SigningKeys activate(String kid, long position, Instant at) {
        KeyRecord next = byKid.get(kid);
        if (next == null || next.state() != State.NEXT) {
            return this;
        }
        SortedMap<String, KeyRecord> keys = new TreeMap<>(byKid);
        keys.replaceAll((name, key) -> key.state() == State.ACTIVE ? key.retired(at) : key);
        keys.put(kid, next.activated(position, at));
        return new SigningKeys(keys);
    }

    private SigningKeys changed(String kid, UnaryOperator<KeyRecord> change) {
        SortedMap<String, KeyRecord> keys = new TreeMap<>(byKid);
        keys.computeIfPresent(kid, (name, key) -> change.apply(key));
        return new SigningKeys(keys);
    }

    private boolean isGood(String kid) {
        KeyRecord key = byKid.get(kid);
        return key != null && key.state() != State.WITHDRAWN;
    }

    private long lastActivation() {
        return byKid.values().stream().mapToLong(KeyRecord::activation).max().orElse(0);
    }
}
