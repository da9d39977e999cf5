package dev.edgepass.issuer.log;

import dev.edgepass.feed.Handle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The handles that a write to the control log changed, as the instance that made it tells the others: {@code <position>[<handle>,...]}. Positions have no gaps, so a
 * reader knows whether it has the word of every write.
 */
final class Changes {
    /** Of a write whose handles are too many to tell, or that changes more than handles. */
    static final String UNTOLD = "?";

    private static final int MOST_HANDLES = 50;
    private static final JsonMapper JSON = JsonMapper.shared();

    private Changes() {}

    static String text(long position, Optional<List<Handle>> changed) {
        List<String> told = changed.filter(handles -> handles.size() <= MOST_HANDLES)
                .map(handles -> handles.stream().map(Handle::toString).toList())
                .orElse(List.of(UNTOLD));
        return position + JSON.writeValueAsString(told);
    }

    /** The handles of all of {@code texts} together; empty unless there is one for each position after {@code after} up to {@code upTo}, and each tells its handles. */
    static Optional<Set<String>> read(List<String> texts, long after, long upTo) {
        Set<Long> positions = new HashSet<>();
        Set<String> handles = new HashSet<>();
        try {
            for (String text : texts) {
                int begin = text.indexOf('[');
                positions.add(Long.parseLong(text.substring(0, begin)));
                handles.addAll(new ArrayList<>(List.of(JSON.readValue(text.substring(begin), String[].class))));
            }
        } catch (JacksonException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty(); // Another version's.
        }
        return positions.size() == upTo - after && !handles.contains(UNTOLD) ? Optional.of(handles) : Optional.empty();
    }
}
