package dev.edgepass.benchmarks.leaks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One week of one link.
 *
 * @param recipient whether it names one person
 * @param seats how many viewers may have it; null is no limit
 * @param visits by time
 * @param outsiders who got in: people that it wasn't meant for
 * @param leakedAt second of the first outsider's visit; null where none came
 */
record LinkWeek(
        boolean recipient,
        @Nullable Integer seats,
        List<Visit> visits,
        int outsiders,
        @Nullable Integer leakedAt) {
    LinkWeek {
        visits = List.copyOf(visits);
    }

    /** Of all that try to come: once the seats are taken, the issuer turns further viewers away, whoever they are. */
    static LinkWeek of(boolean recipient, @Nullable Integer seats, List<Visit> tries, List<List<Visit>> outsiders) {
        List<Visit> all = new ArrayList<>(tries);
        outsiders.forEach(all::addAll);
        all.sort(Comparator.comparingInt(Visit::at)
                .thenComparingInt(Visit::subject)
                .thenComparingLong(v -> v.place().address()));
        Set<Integer> seated = new HashSet<>();
        List<Visit> visits = new ArrayList<>();
        for (Visit visit : all) {
            if (seats == null || seated.contains(visit.subject()) || seated.size() < seats) {
                seated.add(visit.subject());
                visits.add(visit);
            }
        }
        Set<Visit> let = Collections.newSetFromMap(new IdentityHashMap<>());
        let.addAll(visits);
        List<Integer> first = outsiders.stream()
                .map(own ->
                        own.stream().filter(let::contains).mapToInt(Visit::at).min())
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .toList();
        return new LinkWeek(
                recipient,
                seats,
                visits,
                first.size(),
                first.stream().min(Integer::compare).orElse(null));
    }
}
