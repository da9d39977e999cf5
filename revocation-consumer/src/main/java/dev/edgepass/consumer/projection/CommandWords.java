package dev.edgepass.consumer.projection;

import java.util.ArrayList;
import java.util.List;

/** Encodes Redis commands for EVALSHA: length-prefixed arguments. Not thread-safe. */
public final class CommandWords {
    /** Lua takes no more than 8,000 from a table at once. */
    private static final int MOST_ARGUMENTS = 2_000;

    private final List<String> words;

    /** @param first what the script takes before the commands */
    public CommandWords(List<String> first) {
        words = new ArrayList<>(first);
    }

    /**
     * Adds one command for all of {@code arguments}, or a few if they are many; none without any.
     *
     * @param head the command's name, and its key where it has one
     * @param together how many arguments belong together, such as field and value
     */
    public void add(List<String> head, List<String> arguments, int together) {
        int most = MOST_ARGUMENTS / together * together;
        for (int from = 0; from < arguments.size(); from += most) {
            List<String> part = arguments.subList(from, Math.min(from + most, arguments.size()));
            words.add(Integer.toString(head.size() + part.size()));
            words.addAll(head);
            words.addAll(part);
        }
    }

    /** The words so far, as a script takes them. */
    public Object[] toArray() {
        return words.toArray();
    }
}
