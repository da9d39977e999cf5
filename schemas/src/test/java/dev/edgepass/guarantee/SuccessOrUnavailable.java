package dev.edgepass.guarantee;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every call is answered by a success or by a refusal that says that something is away; or, where an instance was killed, not at all. */
public final class SuccessOrUnavailable implements Guarantee {
    private final Set<String> allowed;
    private final Map<String, Integer> outcomes = new TreeMap<>();

    /** @param allowed statuses and problems, such as {@code 201} and {@code 503 log-unavailable} */
    public SuccessOrUnavailable(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** @param outcome the status, with a space and the problem's word where there is one */
    public synchronized void answered(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** How often each outcome was seen. */
    public synchronized Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    @Override
    public synchronized void assertHeld() {
        if (outcomes.isEmpty()) {
            throw new AssertionError("nothing was called");
        }
        if (!allowed.containsAll(outcomes.keySet())) {
            throw new AssertionError("answers: " + outcomes + " (expected: " + allowed + ")");
        }
    }
}
