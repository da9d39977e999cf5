package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.LinkState;
import dev.edgepass.readmodel.LinkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Share links straight from Redis, newest first, for lists of more links than an index holds: so many are looked at for a page, and no more. Thread-safe. */
@Component
class LinkScan {
    /** Links that one page looks at, at least one batch. */
    static final int MOST = 5_000;

    /** Of the heap, by {@link LinkEntry#bytes}: a page ends earlier where its links are large. */
    private static final int BYTES = 512 * 1024;

    private final AllLinks links;

    /**
     * Some links.
     *
     * @param next where to go on; null where there are no more
     */
    record Page(List<LinkRecord> links, @Nullable LinkPlace next) {}

    LinkScan(AllLinks links) {
        this.links = links;
    }

    /**
     * @param after a link; null: from the newest
     * @throws ProblemException {@code read-model-unavailable}; {@code invalid-request} where {@code after} isn't there any more
     */
    Page page(@Nullable LinkPlace after, Predicate<LinkEntry> wanted, int limit) {
        List<LinkRecord> found = new ArrayList<>();
        String last = after == null ? null : after.id();
        int looked = 0;
        int bytes = 0;
        while (true) {
            AllLinks.Page batch = links.page(last).orElseThrow(LinkScan::gone);
            for (LinkState link : links.states(batch.links())) {
                LinkEntry entry = LinkEntry.of(link);
                if (wanted.test(entry)) {
                    if (found.size() == limit || bytes >= BYTES) {
                        return new Page(found, placeOf(found.get(found.size() - 1)));
                    }
                    found.add(link.link());
                    bytes += entry.bytes();
                }
            }
            looked += batch.links().size();
            last = batch.links().isEmpty() ? null : batch.last();
            if (last == null) {
                return new Page(found, null);
            }
            if (looked >= MOST) {
                return new Page(found, placeOf(batch.links().get(batch.links().size() - 1)));
            }
        }
    }

    private static ProblemException gone() {
        return ProblemType.invalid("cursor", "after a link that isn't there any more (expected: begin the list again)");
    }

    private static LinkPlace placeOf(LinkRecord link) {
        return LinkSort.NEWEST.by().placeOf(LinkEntry.of(new LinkState(link, false)));
    }
}
