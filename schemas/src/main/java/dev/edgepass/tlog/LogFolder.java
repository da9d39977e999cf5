package dev.edgepass.tlog;

import java.io.IOException;

/** The files of one log where they can be listed. */
public interface LogFolder extends LogFiles {
    /** Takes one path. */
    @FunctionalInterface
    interface Visitor {
        void visit(String path) throws IOException;
    }

    /** Shows the path of everything below {@code folder} that isn't a folder, in any order. */
    void list(String folder, Visitor visitor) throws IOException;
}
