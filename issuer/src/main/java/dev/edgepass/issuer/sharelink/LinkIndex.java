package dev.edgepass.issuer.sharelink;

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

    /**
     * @param next where to go on after; null where there is no more
     */
    record Page(List<String> ids, @Nullable LinkPlace next) {}

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

    /** New, or changed. */
    void put(LinkEntry entry) {
        lock.writeLock().lock();
        try {
            LinkEntry before = entries.put(entry.id(), entry);
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
            List<String> ids = new ArrayList<>();
            LinkPlace last = null;
            for (Map.Entry<LinkPlace, LinkEntry> one :
                    (after == null ? order : order.tailMap(after, false)).entrySet()) {
                if (!wanted.test(one.getValue())) {
                    continue;
                }
                if (ids.size() == limit) {
                    return new Page(ids, last);
                }
                ids.add(one.getValue().id());
                last = one.getKey();
            }
            return new Page(ids, null);
        } finally {
            lock.readLock().unlock();
        }
    }
}
