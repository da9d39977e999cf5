package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.List;

/**
 * The text of a checkpoint (tlog-checkpoint): origin, size and root, a line each. Extension lines are refused: nothing would audit them.
 *
 * @param origin which log it is of
 */
public record Checkpoint(String origin, TreeHead head) {
    private static final int LINES = 3;

    public Checkpoint {
        if (origin.isEmpty() || origin.chars().anyMatch(c -> c < ' ')) {
            throw new MalformedException("checkpoint: its origin is empty, or has a control character");
        }
        if (head.size() == 0 && !head.root().equals(new MerkleHasher().empty())) {
            throw new MalformedException("checkpoint: another root than that of a log without entries");
        }
    }

    /**
     * @throws MalformedException where it isn't exactly the three lines
     */
    public static Checkpoint parse(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        // And nothing after the last line feed.
        if (lines.size() != LINES + 1 || !lines.get(LINES).isEmpty()) {
            throw new MalformedException("checkpoint: not the lines origin, size and root");
        }
        return new Checkpoint(lines.get(0), new TreeHead(Decimal.parse(lines.get(1)), Hash.parse(lines.get(2))));
    }

    /** The text that is signed. */
    @Override
    public String toString() {
        return origin + '\n' + head.size() + '\n' + head.root() + '\n';
    }
}
