package dev.edgepass.issuer.sharelink.list;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Share links in memory, in every order that they are listed in. A page is found by a place, not by a count: links that come, go or change between two pages neither
 * repeat nor hide others. Thread-safe.
 */
final class LinkIndex {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, LinkEntry> entries = new HashMap<>();
    private final Map<LinkSort.By, NavigableMap<LinkPlace, LinkEntry>> orders = new EnumMap<>(LinkSort.By.class);

    private long bytes;

    /**
     * Some links by their places.
     *
     * @param more whether others follow
     */
    record Page(List<LinkPlace> places, boolean more) {
        List<String> ids() {
            return places.stream().map(LinkPlace::id).toList();
        }

        /** Where to go on after; null where there is no more. */
        @Nullable
        LinkPlace next() {
            return more ? places.get(places.size() - 1) : null;
        }

        /** The first ones. */
        Page cut(int size) {
            return size >= places.size() ? this : new Page(places.subList(0, size), true);
        }
    }

    LinkIndex() {
        for (LinkSort.By by : LinkSort.By.values()) {
            orders.put(by, new TreeMap<>(by.order()));
        }
    }

    int size() {
        lock.readLock().lock();
        try {
            return entries.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Of the heap that the entries take, by {@link LinkEntry#bytes}. */
    long bytes() {
        lock.readLock().lock();
        try {
            return bytes;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** New, or changed. */
    void put(LinkEntry entry) {
        lock.writeLock().lock();
        try {
            LinkEntry before = entries.put(entry.id(), entry);
            bytes += entry.bytes() - (before == null ? 0 : before.bytes());
            orders.forEach((by, order) -> {
                if (before != null) {
                    order.remove(by.placeOf(before));
                }
                order.put(by.placeOf(entry), entry);
            });
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * @param after null: from the beginning
     */
    Page page(LinkSort sort, @Nullable LinkPlace after, Predicate<LinkEntry> wanted, int limit) {
        lock.readLock().lock();
        try {
            NavigableMap<LinkPlace, LinkEntry> ascending = orders.getOrDefault(sort.by(), new TreeMap<>());
            NavigableMap<LinkPlace, LinkEntry> order = sort.descending() ? ascending.descendingMap() : ascending;
            List<LinkPlace> places = new ArrayList<>();
            for (Map.Entry<LinkPlace, LinkEntry> one :
                    (after == null ? order : order.tailMap(after, false)).entrySet()) {
                if (!wanted.test(one.getValue())) {
                    continue;
                }
                if (places.size() == limit) {
                    return new Page(places, true);
                }
                places.add(one.getKey());
            }
            return new Page(places, false);
        } finally {
            lock.readLock().unlock();
        }
    }
}
