package dev.edgepass.issuer.sharelink;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.LinkChanges;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps a {@link LinkIndex} as current as the read model, on demand: one question to Redis a list where nothing changed, the changed links where something did, all of
 * them at the beginning, after very many changes, and where the read model was made anew. Every issuer has its own. Thread-safe.
 */
@Component
class LinkFollower {
    /** Some 800 MB of heap. */
    static final int MAX_LINKS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(LinkFollower.class);

    /** More than these are read faster together with all others. */
    private static final int MAX_CHANGES = 20_000;

    /** For whoever comes while the index is loaded. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AllLinks links;
    private final int most;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Followed followed = Followed.nothing();
    private volatile boolean tooMany;

    /** The index and the read model that it has. */
    private record Followed(String topicId, long position, LinkIndex index) {
        static Followed nothing() {
            return new Followed("", 0, new LinkIndex());
        }

        boolean isBefore(LinkChanges changes) {
            return topicId.equals(changes.topicId()) && position <= changes.position();
        }
    }

    /** Ends a refresh. */
    private static final class TooManyLinks extends RuntimeException {}

    @Autowired
    LinkFollower(AllLinks links) {
        this(links, MAX_LINKS);
    }

    LinkFollower(AllLinks links, int most) {
        this.links = links;
        this.most = most;
    }

    /** The first list needn't wait for all links then. */
    @EventListener(ApplicationReadyEvent.class)
    void loadAhead() {
        Thread thread = new Thread(
                () -> {
                    try {
                        current();
                    } catch (ProblemException e) {
                        LOG.info("share links are indexed at the first list ({})", e.getMessage());
                    }
                },
                "link-index");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * With everything that was in the read model when this was called.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    LinkIndex current() {
        return ifFewEnough()
                .orElseThrow(() -> ProblemType.READ_MODEL_UNAVAILABLE.because("There are more than " + most
                        + " share links, which can't be listed any more; each can be read by its id."));
    }

    /**
     * As {@link #current}, and empty where there are more links than an index holds: then nothing is kept of them, and Redis is only asked for their number until it is
     * small enough.
     */
    Optional<LinkIndex> ifFewEnough() {
        if (tooMany && links.count() > most) {
            return Optional.empty();
        }
        if (!lock()) {
            throw ProblemType.READ_MODEL_UNAVAILABLE.because("The list of share links is being loaded. Try again.");
        }
        try {
            Followed before = followed;
            LinkChanges changes = links.changesSince(before.position, MAX_CHANGES);
            Followed now = before.isBefore(changes) && changes.complete() ? update(before, changes) : load(changes);
            followed = now;
            tooMany = false;
            return Optional.of(now.index);
        } catch (TooManyLinks e) {
            followed = Followed.nothing();
            tooMany = true;
            return Optional.empty();
        } finally {
            refreshing.unlock();
        }
    }

    private Followed update(Followed before, LinkChanges changes) {
        links.read(changes.ids()).forEach(link -> add(before.index, LinkEntry.of(link)));
        return new Followed(changes.topicId(), changes.position(), before.index);
    }

    private Followed load(LinkChanges changes) {
        if (links.count() > most) {
            throw new TooManyLinks();
        }
        LinkIndex index = new LinkIndex();
        long begin = System.nanoTime();
        links.each(link -> add(index, LinkEntry.of(link)));
        LOG.info("{} share links indexed in {} ms", index.size(), (System.nanoTime() - begin) / 1_000_000);
        return new Followed(changes.topicId(), changes.position(), index);
    }

    private void add(LinkIndex index, LinkEntry entry) {
        index.put(entry);
        if (index.size() > most) {
            throw new TooManyLinks();
        }
    }

    private boolean lock() {
        try {
            return refreshing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
