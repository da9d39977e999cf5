package dev.edgepass.consumer.views.core;

import dev.edgepass.readmodel.ReadModelJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * When tokens were last granted a view, so that it can be asked for all tokens older than a position: for rising positions only the times that are later than that of
 * every lower one, and of those the {@link #MOST} with the highest positions. Immutable.
 */
public record Skyline(List<Entry> entries) {
    /** Entries at most. */
    public static final int MOST = 16;

    public static final Skyline EMPTY = new Skyline(List.of());

    /**
     * @param position claim {@code pos} of the token
     * @param at when it was granted a view, milliseconds since the epoch
     */
    public record Entry(long position, long at) {}

    public Skyline {
        entries = List.copyOf(entries);
    }

    /** With one more granted view. */
    public Skyline with(long position, long at) {
        List<Entry> next = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.position() <= position && entry.at() >= at) {
                return this;
            }
            if (entry.position() < position) {
                next.add(entry);
            }
        }
        next.add(new Entry(position, at));
        entries.stream()
                .filter(entry -> entry.position() > position && entry.at() > at)
                .forEach(next::add);
        return new Skyline(next.subList(Math.max(0, next.size() - MOST), next.size()));
    }

    /** When a token with a position below that one was last granted a view: never too late. Empty where none was; of positions that were left out it may be too early, or empty. */
    public OptionalLong lastBefore(long position) {
        return entries.stream()
                .filter(entry -> entry.position() < position)
                .mapToLong(Entry::at)
                .max();
    }

    /** {@code [[pos, time], ...]}. */
    public String json() {
        return ReadModelJson.write(entries.stream()
                .map(entry -> List.of(entry.position(), entry.at()))
                .toList());
    }

    /** @throws RuntimeException where it isn't the text of {@link #json} */
    public static Skyline parse(String json) {
        return new Skyline(Arrays.stream(ReadModelJson.readExactly(json, long[][].class))
                .map(entry -> new Entry(entry[0], entry[1]))
                .toList());
    }
}
