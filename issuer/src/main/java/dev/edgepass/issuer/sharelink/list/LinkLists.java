package dev.edgepass.issuer.sharelink.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.issuer.HeapShare;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.LinkState;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.sharelink.ShareLinkView;
import dev.edgepass.issuer.sharelink.ShareLinks;
import dev.edgepass.readmodel.LinkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lists of share links: from the index, or, where that has no room for all links, from Redis, newest first. Only so many are made at once as fit into
 * {@link HeapShare#LINK_PAGES}. Thread-safe.
 */
@Component
public class LinkLists {
    /** Of the heap, for the largest page: links as text, as records and as views. */
    private static final int PAGE_BYTES = 2 << 20;

    private static final long PATIENCE_MILLIS = 5_000;

    private static final String NOT_INDEXED =
            "There are more share links than this issuer can keep in memory. They come newest first, and a page looks at some "
                    + LinkScan.MOST + " of them: it may hold few links, or none, and still have a next page.";

    private final ShareLinks links;
    private final LinkFollower follower;
    private final LinkScan scan;
    private final AllLinks allLinks;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final Semaphore room = new Semaphore((int) Math.max(1, HeapShare.LINK_PAGES.bytes() / PAGE_BYTES));

    /**
     * A page; it ends before its limit where its links are large.
     *
     * @param next the cursor of the next page; absent on the last one
     * @param notice what the list can't do while there are very many links; absent otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<ShareLinkView> shareLinks,
            @Nullable String next,
            @Nullable String notice) {}

    LinkLists(
            ShareLinks links,
            LinkFollower follower,
            LinkScan scan,
            AllLinks allLinks,
            ReadModel readModel,
            ReadYourWrites readYourWrites) {
        this.links = links;
        this.follower = follower;
        this.scan = scan;
        this.allLinks = allLinks;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
    }

    /**
     * @throws ProblemException {@code read-model-unavailable}, {@code overloaded}; {@code invalid-request} for another order than newest first where there is no index
     */
    Page list(Caller caller, LinkQuery.Parsed query) {
        readYourWrites.await();
        if (!hasRoom()) {
            throw ProblemType.OVERLOADED.because(
                    "Too many lists of share links are asked for at once. Try again shortly.");
        }
        try {
            Predicate<LinkEntry> wanted =
                    query.wanted().and(entry -> ShareLinks.mayRead(caller, entry.createdBy(), entry.tenant()));
            if (query.secretHash() != null) {
                return only(readModel.linkOfSecret(query.secretHash()), wanted);
            }
            Optional<LinkIndex> index = follower.current();
            return index.isPresent() ? indexed(index.get(), query, wanted) : scanned(query, wanted);
        } finally {
            room.release();
        }
    }

    /**
     * The links of a login that the read model has and that aren't closed, the newest first, {@code most} at most: also where they are too many to be listed.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public List<String> openOf(String subject, @Nullable String tenant, int most) {
        Predicate<LinkEntry> wanted = link -> link.state() != LinkRecord.State.CLOSED
                && subject.equals(link.createdBy())
                && Objects.equals(tenant, link.tenant());
        return follower.current()
                .map(index -> index.page(LinkSort.NEWEST, null, wanted, most).ids())
                .orElseGet(() -> walked(wanted, most));
    }

    private List<String> walked(Predicate<LinkEntry> wanted, int most) {
        List<String> found = new ArrayList<>();
        allLinks.each(page -> {
            page.stream()
                    .filter(link -> wanted.test(LinkEntry.of(new LinkState(link, false))))
                    .forEach(link -> found.add(link.id()));
            return found.size() < most;
        });
        return found.size() > most ? found.subList(0, most) : found;
    }

    private Page only(Optional<LinkRecord> link, Predicate<LinkEntry> wanted) {
        List<LinkState> found = allLinks.states(link.stream().toList()).stream()
                .filter(one -> wanted.test(LinkEntry.of(one)))
                .toList();
        return new Page(links.views(found.stream().map(LinkState::link).toList()), null, null);
    }

    private Page indexed(LinkIndex index, LinkQuery.Parsed query, Predicate<LinkEntry> wanted) {
        LinkIndex.Page found = index.page(query.order(), query.after(), wanted, query.most());
        AllLinks.Portion portion = allLinks.first(found.ids());
        LinkPlace next = found.cut(portion.covered()).next();
        return new Page(links.views(portion.links()), next == null ? null : next.cursor(query.order()), null);
    }

    private Page scanned(LinkQuery.Parsed query, Predicate<LinkEntry> wanted) {
        if (!query.order().equals(LinkSort.NEWEST)) {
            throw ProblemType.invalid(
                    "sort", query.order() + " (expected: " + LinkSort.NEWEST + " or none). " + NOT_INDEXED);
        }
        LinkScan.Page found = scan.page(query.after(), wanted, query.most());
        LinkPlace next = found.next();
        return new Page(links.views(found.links()), next == null ? null : next.cursor(query.order()), NOT_INDEXED);
    }

    private boolean hasRoom() {
        try {
            return room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
