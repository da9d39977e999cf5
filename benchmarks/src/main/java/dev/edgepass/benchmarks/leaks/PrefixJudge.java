package dev.edgepass.benchmarks.leaks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What counting address prefixes alone would do: the rule's limits for networks, whatever operators they are of. */
final class PrefixJudge implements Judge {
    private static final int PERSON = 30;
    private static final int FURTHER_SEAT = 4;

    @Override
    public OptionalInt alarm(LinkWeek week, int from) {
        Set<Long> all = new HashSet<>();
        Map<Integer, Set<Long>> viewers = new HashMap<>();
        int limit = week.seats() != null
                ? PERSON + FURTHER_SEAT * (week.seats() - 1)
                : week.recipient() ? PERSON : Integer.MAX_VALUE;
        for (Visit visit : week.visits()) {
            Set<Long> viewer = viewers.computeIfAbsent(visit.subject(), subject -> new HashSet<>());
            all.add(visit.place().network());
            viewer.add(visit.place().network());
            if (all.size() > limit || viewer.size() > PERSON) {
                return visit.at() < from ? OptionalInt.empty() : OptionalInt.of(visit.at());
            }
        }
        return OptionalInt.empty();
    }
}
