package dev.edgepass.consumer.views.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.readmodel.RefusalsSeen;
import dev.edgepass.readmodel.ViewCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The rules of docs/views.md, record by record, with everything kept and nothing bounded but by the tests' sizes. */
final class NaiveViews {
    private static final long FIVE_MINUTES = 300_000;
    private static final long HALF_AN_HOUR = 1_800_000;
    private static final long TWO_DAYS = 172_800_000;

    private final Map<HashField, Tally> tallies = new HashMap<>();
    private final Map<String, Set<Long>> seen = new HashMap<>();
    private final Map<String, Long> lastOfIsolate = new HashMap<>();
    private final Map<HashField, List<Refused>> refusals = new HashMap<>();
    private final Map<HashField, List<long[]>> grants = new HashMap<>();
    private final Map<String, Long> locations = new HashMap<>();
    private long hour;

    private static final class Tally {
        private long opens;
        private long requests;
        private long bytes;
        private int objects;
        private final TreeSet<Long> granted = new TreeSet<>();
        private final TreeSet<Long> countedOpens = new TreeSet<>();
        private final Map<String, Long> countries = new HashMap<>();
        private final Map<String, Long> reasons = new HashMap<>();
        private final TreeSet<Long> refused = new TreeSet<>();
        private final TreeMap<Long, Set<String>> weekCountries = new TreeMap<>();
        private final Map<Long, Set<String>> weekNetworks = new HashMap<>();
        private boolean erased;

        ViewCounts counts() {
            if (erased) {
                return new ViewCounts(0, 0, 0, 0, null, null, null, Map.of(), Map.of(), null, null, true);
            }
            return new ViewCounts(
                    opens,
                    requests,
                    bytes,
                    objects,
                    granted.isEmpty() ? null : granted.first(),
                    granted.isEmpty() ? null : granted.last(),
                    countedOpens.isEmpty() ? null : countedOpens.last(),
                    countries,
                    reasons,
                    refused.isEmpty() ? null : refused.last(),
                    weekCountries.isEmpty()
                            ? null
                            : new ViewCounts.Audience(
                                    weekCountries.lastKey(),
                                    List.copyOf(weekCountries.lastEntry().getValue()),
                                    List.copyOf(weekNetworks.getOrDefault(weekCountries.lastKey(), Set.of()))),
                    false);
        }
    }

    void take(UsageRecord message) {
        long newHour = message.time() / 3_600_000;
        if (newHour > hour) {
            lastOfIsolate.entrySet().stream()
                    .filter(isolate -> isolate.getValue() < message.time() - TWO_DAYS)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(isolate -> {
                        lastOfIsolate.remove(isolate);
                        seen.remove(isolate);
                    });
        }
        hour = newHour;
        if (message.event() instanceof ViewerErased erased) {
            erase(erased);
        } else if (message.event() instanceof ViewsReported reported) {
            lastOfIsolate.merge(reported.isolate(), message.time(), Math::max);
            Set<Long> numbers = seen.computeIfAbsent(reported.isolate(), isolate -> new TreeSet<>());
            boolean isNew = numbers.stream().allMatch(number -> number < reported.number());
            numbers.add(reported.number());
            if (isNew) {
                count(reported, message.time());
            }
        }
    }

    private void count(ViewsReported reported, long time) {
        locations.merge(reported.location(), clamp(reported.until(), time), Math::max);
        for (TokenViews views : reported.tokens()) {
            Tally viewer = tally(views.owner(), views.subject());
            boolean erased = viewer.erased;
            if (views.granted() != null) {
                if (views.linkId() != null) {
                    granted("lnk:" + views.linkId(), reported.location(), views, time);
                }
                if (!erased) {
                    granted("sub:" + views.subject(), reported.location(), views, time);
                }
            }
            for (Refused refused : views.refused()) {
                String handle = refused.handle();
                if (handle == null || !handle.contains(":") || erased && handle.matches("(sub|jti):.*")) {
                    continue;
                }
                refusals.computeIfAbsent(new HashField(handle, reported.location()), field -> new ArrayList<>())
                        .add(new Refused(
                                refused.reason(),
                                handle,
                                refused.count(),
                                clamp(refused.firstAt(), time),
                                clamp(refused.lastAt(), time),
                                refused.firstPosition(),
                                refused.lastPosition()));
            }
            if (!erased) {
                List<Long> opens = new ArrayList<>();
                TreeSet<Long> before = new TreeSet<>(viewer.granted);
                views.opens().stream().map(open -> clamp(open, time)).sorted().forEach(open -> {
                    if (before.isEmpty() || open - before.last() >= HALF_AN_HOUR) {
                        before.add(open);
                        viewer.countedOpens.add(open);
                        opens.add(open);
                    }
                });
                add(viewer, views, opens, time);
                Tally link = tally(views.owner(), "*");
                link.countedOpens.addAll(opens);
                add(link, views, opens, time);
            }
        }
    }

    private void granted(String handle, String location, TokenViews views, long time) {
        grants.computeIfAbsent(new HashField(handle, location), field -> new ArrayList<>())
                .add(new long[] {views.position(), clamp(views.granted().at(), time)});
    }

    private static void add(Tally tally, TokenViews views, List<Long> opens, long time) {
        tally.opens += opens.size();
        tally.requests += views.requests();
        tally.bytes += views.bytes();
        tally.objects = Math.max(tally.objects, views.objects());
        views.opens().forEach(open -> tally.granted.add(clamp(open, time)));
        if (views.granted() != null) {
            tally.granted.add(clamp(views.granted().at(), time));
        }
        views.countries().forEach((country, count) -> tally.countries.merge(country, count, Long::sum));
        views.refused().forEach(refused -> {
            tally.reasons.merge(refused.reason(), refused.count(), Long::sum);
            tally.refused.add(clamp(refused.lastAt(), time));
        });
        boolean future = views.week() > EdgeTimes.week(time + FIVE_MINUTES);
        long week = views.week();
        if (future || views.networks().isEmpty()) {
            // Of the newest view; whoever has countries has one.
            LongStream granted = views.granted() == null
                    ? LongStream.empty()
                    : LongStream.of(clamp(views.granted().at(), time));
            week = LongStream.concat(granted, views.opens().stream().mapToLong(open -> clamp(open, time)))
                    .map(EdgeTimes::week)
                    .max()
                    .orElse(0);
        }
        boolean isOlder = !tally.weekCountries.isEmpty() && week < tally.weekCountries.lastKey();
        if (!isOlder && !views.countries().isEmpty()) {
            Set<String> countries = tally.weekCountries.computeIfAbsent(week, key -> new LinkedHashSet<>());
            views.countries().keySet().stream().sorted().forEach(countries::add);
            if (!future) {
                tally.weekNetworks
                        .computeIfAbsent(week, key -> new LinkedHashSet<>())
                        .addAll(views.networks());
            }
        }
    }

    private void erase(ViewerErased erased) {
        Tally viewer = tally(erased.linkId(), erased.subject());
        Tally link = tallies.get(new HashField(erased.linkId(), "*"));
        if (!viewer.erased && !viewer.counts().equals(ViewCounts.NONE) && link != null) {
            viewer.countries.forEach((country, count) -> {
                link.countries.merge(country, -count, Long::sum);
                link.countries.remove(country, 0L);
            });
            link.weekCountries.clear();
            link.weekNetworks.clear();
        }
        viewer.erased = true;
        refusals.keySet().removeIf(field -> field.of().equals("sub:" + erased.subject()));
        grants.keySet().removeIf(field -> field.of().equals("sub:" + erased.subject()));
    }

    private static long clamp(long at, long time) {
        return at > time + FIVE_MINUTES ? time : at;
    }

    private Tally tally(String owner, String viewer) {
        return tallies.computeIfAbsent(new HashField(owner, viewer), field -> new Tally());
    }

    Map<HashField, ViewCounts> counts() {
        Map<HashField, ViewCounts> counts = new LinkedHashMap<>();
        tallies.forEach((field, tally) -> {
            ViewCounts found = tally.counts();
            if (!found.equals(ViewCounts.NONE)) {
                counts.put(field, found);
            }
        });
        return counts;
    }

    Map<HashField, RefusalsSeen> receipts() {
        Map<HashField, RefusalsSeen> receipts = new HashMap<>();
        refusals.forEach((field, all) -> {
            Refused first = all.get(0);
            Refused last = all.get(0);
            for (Refused refused : all) {
                first = refused.firstAt() < first.firstAt() ? refused : first;
                last = refused.lastAt() >= last.lastAt() ? refused : last;
            }
            receipts.put(
                    field,
                    new RefusalsSeen(first.firstAt(), first.firstPosition(), last.lastAt(), last.lastPosition()));
        });
        return receipts;
    }

    Map<String, Long> locations() {
        return locations;
    }

    /** The tests' tokens have fewer positions than a skyline has entries, so that nothing is left out. */
    void requireGrants(Map<HashField, Skyline> found, long seed) {
        assertThat(found.keySet()).as("handles with grants, seed %d", seed).isEqualTo(grants.keySet());
        found.forEach((field, skyline) -> {
            for (long position = 0; position <= 13; position++) {
                long below = position;
                assertThat(skyline.lastBefore(position))
                        .as("grants of %s before %d, seed %d", field, position, seed)
                        .isEqualTo(grants.get(field).stream()
                                .filter(granted -> granted[0] < below)
                                .mapToLong(granted -> granted[1])
                                .max());
            }
        });
    }
}
