package dev.edgepass.issuer.media;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds objects of one folder by their whole names, by listing where they lie: one call to the store for names that lie within {@link Listing#MAX_LIMIT} keys of each
 * other, and never more than two for a name. For one thread.
 *
 * @param <T> an object, as the store tells of it
 */
final class NamedKeys<T> {
    /** Greater than whatever else a key can begin with after the same characters. */
    private static final String LAST = Character.toString(0x10FFFD);

    /** Enough was found. */
    private static final int STOP = -1;

    private final Store<T> store;
    private final Function<T, String> key;

    /** The store's listing. */
    interface Store<T> {
        /**
         * Objects in the store's order; fewer than {@code most} only where there are no more.
         *
         * @param after a name that all of theirs come after
         */
        List<T> list(String prefix, @Nullable String after, int most);
    }

    NamedKeys(Store<T> store, Function<T, String> key) {
        this.store = store;
        this.key = key;
    }

    /** The folder in which that name lies, ending in a slash; empty at the top. */
    static String folder(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /**
     * Gives each object that there is to {@code found}, until that is enough.
     *
     * @param names of one folder, ascending in the store's order
     * @param found tells whether to go on
     */
    void find(List<String> names, Predicate<T> found) {
        int next = 0;
        while (next < names.size()) {
            int settled = next == names.size() - 1 ? next : together(names, next, found);
            if (settled == next) {
                settled = alone(names.get(next), found) ? next + 1 : STOP;
            }
            if (settled == STOP) {
                return;
            }
            next = settled;
        }
    }

    /** The index of the first name that one listing from the name at {@code next} on doesn't reach. */
    private int together(List<String> names, int next, Predicate<T> found) {
        String first = names.get(next);
        List<T> page = store.list(folder(first), before(first), Listing.MAX_LIMIT);
        int index = next;
        for (T object : page) {
            while (index < names.size() && Listing.ORDER.compare(names.get(index), key.apply(object)) < 0) {
                index++;
            }
            if (index < names.size() && names.get(index).equals(key.apply(object))) {
                index++;
                if (!found.test(object)) {
                    return STOP;
                }
            }
        }
        return page.size() < Listing.MAX_LIMIT ? names.size() : index;
    }

    /** The first object that begins with a name is the one that has it, if there is one. */
    private boolean alone(String name, Predicate<T> found) {
        List<T> first = store.list(name, null, 1);
        return first.isEmpty() || !key.apply(first.get(0)).equals(name) || found.test(first.get(0));
    }

    /** A name that comes before {@code name}, with next to nothing between them. */
    private static String before(String name) {
        int last = name.codePointBefore(name.length());
        String head = name.substring(0, name.length() - Character.charCount(last));
        int less = last - 1;
        return head + Character.toString(less >= 0xD800 && less <= 0xDFFF ? 0xD7FF : less) + LAST;
    }
}
