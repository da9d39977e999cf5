package dev.edgepass.consumer.views.core;

import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.feed.Handle;
import dev.edgepass.readmodel.RefusalsSeen;
import dev.edgepass.readmodel.ViewCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds records of one partition of the usage topic, in their order. Its outcome depends on the records alone, not on how many are folded together: what needs a
 * clock takes the time that the log gave the record. For one fold, by one thread.
 */
public final class ViewsFold {
    private static final long HOUR = 60 * 60 * 1_000L;
    private static final ViewCounts ERASED =
            new ViewCounts(0, 0, 0, 0, null, null, null, Map.of(), Map.of(), null, null, true);

    private final ViewsState state;
    private final Map<String, OfLink> links = new LinkedHashMap<>();

    private static final class OfLink {
        private final ViewCounts before;
        private final Map<String, ViewCounts> viewers = new LinkedHashMap<>();
        private final List<TokenViews> reported = new ArrayList<>();
        private long offset;

        OfLink(ViewCounts before) {
            this.before = before;
        }
    }

    private ViewsFold(ViewsState state) {
        this.state = state;
    }

    /** Whether all isolates have to be known: those that were silent are dropped at the first record of an hour. */
    public static boolean needsAllIsolates(long previousTime, List<UsageRecord> records) {
        long before = previousTime;
        for (UsageRecord message : records) {
            if (beginsHour(before, message.time())) {
                return true;
            }
            before = message.time();
        }
        return false;
    }

    private static boolean beginsHour(long before, long time) {
        return Math.floorDiv(time, HOUR) > Math.floorDiv(before, HOUR);
    }

    /**
     * @param state knows what {@link Needs} names, and has the changes afterwards
     * @return what is new about each link
     */
    public static List<LinkViews> fold(List<UsageRecord> records, ViewsState state) {
        ViewsFold fold = new ViewsFold(state);
        records.forEach(fold::take);
        return fold.links.entrySet().stream()
                .map(link -> new LinkViews(
                        link.getKey(),
                        link.getValue().offset,
                        link.getValue().before,
                        fold.counts(new HashField(link.getKey(), ViewCounts.ALL_VIEWERS)),
                        link.getValue().viewers,
                        link.getValue().reported))
                .toList();
    }

    private void take(UsageRecord message) {
        if (beginsHour(state.previousTime(), message.time())) {
            state.isolates().removeIf(isolate -> isolate.time() < message.time() - Isolate.KEPT);
        }
        state.reached(message.time());
        if (message.event() instanceof ViewsReported reported) {
            if (isNew(reported, message.time())) {
                count(reported, message);
            }
        } else if (message.event() instanceof ViewerErased erased) {
            erase(erased);
        }
    }

    /** The Worker sends a report again, unchanged, until it is acknowledged. */
    private boolean isNew(ViewsReported reported, long time) {
        Isolate last = state.isolates().get(reported.isolate());
        if (last == null) {
            state.isolates().put(reported.isolate(), new Isolate(reported.number(), time));
            return true;
        }
        state.isolates()
                .put(
                        reported.isolate(),
                        new Isolate(Math.max(last.number(), reported.number()), Math.max(last.time(), time)));
        return reported.number() > last.number();
    }

    private void count(ViewsReported reported, UsageRecord message) {
        long until = EdgeTimes.at(reported.until(), message.time());
        Long before = state.locations().get(reported.location());
        state.locations().put(reported.location(), before == null ? until : Math.max(before, until));
        for (TokenViews views : reported.tokens()) {
            if (!views.subject().equals(ViewCounts.ALL_VIEWERS)) {
                count(EdgeTimes.of(views, message.time()), reported.location(), message.offset());
            }
        }
    }

    private void count(TokenViews views, String location, long offset) {
        HashField viewer = new HashField(views.owner(), views.subject());
        ViewCounts counted = counts(viewer);
        // Of an erased viewer it stays known that the edge did as it was told by the link's handle.
        note(views, location, counted.erased());
        if (counted.erased()) {
            return;
        }
        HashField all = new HashField(views.owner(), ViewCounts.ALL_VIEWERS);
        ViewCounts before = counts(all);
        List<Long> opens = Counting.opensThatCount(counted.lastAt(), views.opens());
        ViewCounts after = Counting.add(counted, views, opens, Counting.MOST_NETWORKS_OF_A_VIEWER);
        state.counts().put(viewer, after);
        state.counts().put(all, Counting.add(before, views, opens, Counting.MOST_NETWORKS));
        if (views.linkId() != null) {
            OfLink link = links.computeIfAbsent(views.linkId(), id -> new OfLink(before));
            link.offset = offset;
            link.viewers.put(views.subject(), after);
            link.reported.add(views);
        }
    }

    private void note(TokenViews views, String location, boolean erased) {
        Granted granted = views.granted();
        if (granted != null) {
            for (Handle handle : Needs.grantHandles(views)) {
                if (!(erased && isViewers(handle))) {
                    HashField field = new HashField(handle.toString(), location);
                    state.grants().put(field, orEmpty(state.grants().get(field)).with(views.position(), granted.at()));
                }
            }
        }
        for (Refused refused : views.refused()) {
            Needs.refusingHandle(refused)
                    .filter(handle -> !(erased && isViewers(handle)))
                    .map(handle -> new HashField(handle.toString(), location))
                    .ifPresent(field ->
                            state.receipts().put(field, seen(state.receipts().get(field), refused)));
        }
    }

    private static boolean isViewers(Handle handle) {
        return handle.kind() == Handle.Kind.SUBJECT || handle.kind() == Handle.Kind.TOKEN;
    }

    private static Skyline orEmpty(@Nullable Skyline known) {
        return known == null ? Skyline.EMPTY : known;
    }

    private static RefusalsSeen seen(@Nullable RefusalsSeen before, Refused refused) {
        if (before == null) {
            return new RefusalsSeen(
                    refused.firstAt(), refused.firstPosition(), refused.lastAt(), refused.lastPosition());
        }
        boolean first = refused.firstAt() < before.firstAt();
        boolean last = refused.lastAt() >= before.lastAt();
        return new RefusalsSeen(
                first ? refused.firstAt() : before.firstAt(),
                first ? refused.firstPosition() : before.firstPosition(),
                last ? refused.lastAt() : before.lastAt(),
                last ? refused.lastPosition() : before.lastPosition());
    }

    private void erase(ViewerErased erased) {
        if (erased.subject().equals(ViewCounts.ALL_VIEWERS)) {
            return;
        }
        HashField viewer = new HashField(erased.linkId(), erased.subject());
        HashField all = new HashField(erased.linkId(), ViewCounts.ALL_VIEWERS);
        ViewCounts counted = counts(viewer);
        if (!counted.equals(ViewCounts.NONE) && !counted.erased()) {
            state.counts().put(all, Counting.withoutViewer(counts(all), counted));
        }
        state.counts().put(viewer, ERASED);
        state.forget(new Handle(Handle.Kind.SUBJECT, erased.subject()).toString());
    }

    private ViewCounts counts(HashField field) {
        return Objects.requireNonNullElse(state.counts().get(field), ViewCounts.NONE);
    }
}
