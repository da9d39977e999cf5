package dev.edgepass.tlog;

import java.io.IOException;

/** Looks at an entry that is as its log's tiles have it: whether its content is as it should be. */
@FunctionalInterface
public interface EntryCheck {
    /** For logs of any content. */
    EntryCheck NONE = (index, bytes, start, length, findings) -> {};

    /**
     * @param bytes hold the entry from {@code start} on, and are not to be changed
     */
    void check(long index, byte[] bytes, int start, int length, Findings findings) throws IOException;
}
