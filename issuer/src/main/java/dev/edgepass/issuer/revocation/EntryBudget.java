package dev.edgepass.issuer.revocation;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the edge's memory allows (docs/api.md): past it a revocation is refused, and no entry is ever dropped in silence.
 *
 * @param max live entries
 */
record EntryBudget(long max) {
    /**
     * Lets {@code targets} through, or not. Everything at once always passes: it is one entry, and an emergency is never refused. So does everything while no head
     * is known.
     *
     * @param entries in the newest head that is known
     * @throws ProblemException {@code too-many-entries}
     */
    void require(List<Target> targets, OptionalLong entries) {
        boolean emergency = targets.stream().allMatch(target -> target.kind() == Handle.Kind.ALL);
        long added = targets.stream()
                .mapToLong(target -> target.formerId() == null ? 1 : 2)
                .sum();
        if (emergency || entries.isEmpty() || entries.getAsLong() + added <= max) {
            return;
        }
        throw ProblemType.TOO_MANY_ENTRIES.because("The feed has " + entries.getAsLong()
                + " entries and this would add "
                + added + " (expected: at most " + max
                + " in all). Nothing was done. Lift revocations that are no longer needed,"
                + " revoke a folder, a tenant or all instead of many single targets, or wait until cutoffs are pruned,"
                + " one token lifetime after they were made.");
    }
}
