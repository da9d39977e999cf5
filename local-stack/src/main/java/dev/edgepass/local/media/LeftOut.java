package dev.edgepass.local.media;

import java.util.ArrayList;
import java.util.List;

/** What a person is told of files that don't become objects: a line for each of the first, and their number. */
final class LeftOut {
    private static final int LISTED = 20;
    private static final String NOT_UPLOADED = "Not uploaded: ";

    private LeftOut() {}

    /**
     * @param reasons one line each
     * @param others number of files that become objects
     * @return nothing where there is no reason
     */
    static List<String> lines(List<String> reasons, int others) {
        List<String> lines = new ArrayList<>();
        reasons.stream().limit(LISTED).forEach(reason -> lines.add(NOT_UPLOADED + reason));
        if (!reasons.isEmpty()) {
            int unlisted = Math.max(0, reasons.size() - LISTED);
            lines.add(NOT_UPLOADED + reasons.size() + " in all"
                    + (unlisted == 0 ? "" : ", of which " + unlisted + " aren't listed here")
                    + ". Going on with the other files: " + others + ".");
        }
        return lines;
    }
}
