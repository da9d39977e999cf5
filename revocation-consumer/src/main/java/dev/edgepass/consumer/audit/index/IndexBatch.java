package dev.edgepass.consumer.audit.index;

import java.util.List;

/**
 * Records of one log, to be written together with the position that they reach.
 *
 * @param from where the index has to be: the offset of the first row
 * @param first offset from which the index has the log
 * @param rows at least one
 */
record IndexBatch(int log, long first, long from, List<IndexRow> rows) {
    long next() {
        return last().offset() + 1;
    }

    IndexRow last() {
        return rows.get(rows.size() - 1);
    }
}
