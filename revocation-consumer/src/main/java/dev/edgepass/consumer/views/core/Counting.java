package dev.edgepass.consumer.views.core;

import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.readmodel.ViewCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds what was reported of a token to counts. Every bound leaves the later ones out, so that a count stays a lower one. */
final class Counting {
    static final int MOST_COUNTRIES = 250;
    static final int MOST_REASONS = 32;
    static final int MOST_NETWORKS_OF_A_VIEWER = 64;
    static final int MOST_NETWORKS = 256;

    private Counting() {}

    /**
     * Which of a viewer's opens count: the first, and each that comes no sooner than {@link TokenViews#OPEN_AFTER} after the last view that is known. Isolates know
     * nothing of each other, so one reports an open where another has just granted a view.
     *
     * @param lastAt of the views that were reported before; null where none was
     * @param opens sorted
     */
    static List<Long> opensThatCount(@Nullable Long lastAt, List<Long> opens) {
        List<Long> counted = new ArrayList<>();
        Long last = lastAt;
        for (Long open : opens) {
            if (last == null || open >= last + TokenViews.OPEN_AFTER) {
                counted.add(open);
                last = open;
            }
        }
        return counted;
    }

    /**
     * @param opens those that count
     * @param mostNetworks how many the audience may have
     */
    static ViewCounts add(ViewCounts before, TokenViews views, List<Long> opens, int mostNetworks) {
        LongStream refusedAt = views.refused().stream().mapToLong(Refused::lastAt);
        Long lastOpen = opens.isEmpty() ? null : opens.get(opens.size() - 1);
        return new ViewCounts(
                sum(before.opens(), opens.size()),
                sum(before.requests(), views.requests()),
                sum(before.bytes(), views.bytes()),
                Math.max(before.objects(), views.objects()),
                least(before.firstAt(), grantedTimes(views)),
                most(before.lastAt(), grantedTimes(views)),
                lastOpen == null ? before.lastOpenedAt() : most(before.lastOpenedAt(), LongStream.of(lastOpen)),
                sums(before.countries(), views.countries(), MOST_COUNTRIES),
                sums(before.refusals(), refusals(views), MOST_REASONS),
                most(before.lastRefusedAt(), refusedAt),
                audience(before.audience(), views, mostNetworks),
                false);
    }

    /**
     * The link's counts once a viewer is erased. Numbers and times stay, which name nobody; the viewer's countries are taken out. Of the link's audience it isn't
     * known which part is whose, so it begins anew.
     */
    static ViewCounts withoutViewer(ViewCounts link, ViewCounts viewer) {
        Map<String, Long> countries = new HashMap<>(link.countries());
        viewer.countries()
                .forEach((country, count) -> countries.computeIfPresent(
                        country, (same, all) -> all > count ? Long.valueOf(all - count) : null));
        return new ViewCounts(
                link.opens(),
                link.requests(),
                link.bytes(),
                link.objects(),
                link.firstAt(),
                link.lastAt(),
                link.lastOpenedAt(),
                countries,
                link.refusals(),
                link.lastRefusedAt(),
                null,
                link.erased());
    }

    private static LongStream grantedTimes(TokenViews views) {
        LongStream opens = views.opens().stream().mapToLong(Long::longValue);
        return views.granted() == null
                ? opens
                : LongStream.concat(opens, LongStream.of(views.granted().at()));
    }

    private static Map<String, Long> refusals(TokenViews views) {
        Map<String, Long> refusals = new TreeMap<>();
        views.refused().forEach(refused -> refusals.merge(refused.reason(), refused.count(), Counting::sum));
        return refusals;
    }

    /** In the order of names, as a map's own order differs from one JVM to the next. */
    private static Map<String, Long> sums(Map<String, Long> before, Map<String, Long> more, int most) {
        if (more.isEmpty()) {
            return before;
        }
        Map<String, Long> sums = new HashMap<>(before);
        new TreeMap<>(more).forEach((name, count) -> {
            if (sums.containsKey(name) || sums.size() < most) {
                sums.merge(name, Math.max(0, count), Counting::sum);
            }
        });
        return sums;
    }

    private static ViewCounts.@Nullable Audience audience(
            ViewCounts.@Nullable Audience before, TokenViews views, int mostNetworks) {
        Long week = views.networks().isEmpty() ? weekOfNewest(views) : Long.valueOf(views.week());
        if (week == null
                || before != null && week < before.week()
                || views.networks().isEmpty() && views.countries().isEmpty()) {
            return before;
        }
        ViewCounts.Audience same = before != null && before.week() == week ? before : null;
        return new ViewCounts.Audience(
                week,
                union(
                        same == null ? List.of() : same.countries(),
                        views.countries().keySet().stream().sorted().toList(),
                        MOST_COUNTRIES),
                union(same == null ? List.of() : same.networks(), views.networks(), mostNetworks));
    }

    /** A Worker without the networks' key reports no week. Null where no view was granted. */
    private static @Nullable Long weekOfNewest(TokenViews views) {
        Long newest = most(null, grantedTimes(views));
        return newest == null ? null : Long.valueOf(EdgeTimes.week(newest));
    }

    private static List<String> union(Collection<String> before, Collection<String> more, int most) {
        Set<String> all = new LinkedHashSet<>(before);
        all.addAll(more);
        return Stream.of(all).flatMap(Set::stream).limit(most).toList();
    }

    private static @Nullable Long least(@Nullable Long before, LongStream times) {
        LongStream all = before == null ? times : LongStream.concat(LongStream.of(before), times);
        return boxed(all.min());
    }

    private static @Nullable Long most(@Nullable Long before, LongStream times) {
        LongStream all = before == null ? times : LongStream.concat(LongStream.of(before), times);
        return boxed(all.max());
    }

    private static @Nullable Long boxed(java.util.OptionalLong time) {
        return time.isPresent() ? Objects.requireNonNull(time.getAsLong()) : null;
    }

    /** Never below {@code before}. */
    private static long sum(long before, long more) {
        long sum = before + Math.max(0, more);
        return sum < before ? Long.MAX_VALUE : sum;
    }
}
