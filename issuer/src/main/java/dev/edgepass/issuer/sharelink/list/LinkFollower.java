package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.issuer.HeapShare;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.LinkChanges;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Duration;
import java.util.List;
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
 * them at the beginning, after very many changes, and where the read model was made anew or a replay replaced some of it. It takes no more of the heap than {@link HeapShare#LINK_INDEX}; where all
 * links don't fit, there is no index. Every issuer has its own. Thread-safe.
 */
@Component
class LinkFollower {
    private static final Logger LOG = LoggerFactory.getLogger(LinkFollower.class);

    /** More than these are read faster together with all others. */
    private static final int MAX_CHANGES = 20_000;

    /** For requests that come while the index is loaded. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AllLinks links;
    private final long mostBytes;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Followed followed = Followed.nothing();

    /** With so many links the index was given up. */
    private volatile long tooMany = Long.MAX_VALUE;

    /** The index and the read model that it has. */
    private record Followed(String topicId, long position, long wordsPosition, String replays, LinkIndex index) {
        static Followed nothing() {
            return new Followed("", 0, 0, "", new LinkIndex());
        }

        static Followed upTo(LinkChanges changes, LinkIndex index) {
            return new Followed(
                    changes.topicId(), changes.position(), changes.wordsPosition(), changes.replays(), index);
        }

        boolean isBefore(LinkChanges changes) {
            return topicId.equals(changes.topicId())
                    && replays.equals(changes.replays())
                    && position <= changes.position()
                    && wordsPosition <= changes.wordsPosition();
        }
    }

    /** Ends a refresh. */
    private static final class TooManyLinks extends RuntimeException {}

    @Autowired
    LinkFollower(AllLinks links) {
        this(links, HeapShare.LINK_INDEX.bytes());
    }

    /** @param mostBytes of the heap, by {@link LinkEntry#bytes} */
    LinkFollower(AllLinks links, long mostBytes) {
        this.links = links;
        this.mostBytes = mostBytes;
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
     * With everything that was in the read model when this was called. Empty where the links take more of the heap than an index may: then nothing is kept of them, and
     * Redis is only asked for their number until it is smaller.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    Optional<LinkIndex> current() {
        if (tooMany != Long.MAX_VALUE && links.count() >= tooMany) {
            return Optional.empty();
        }
        if (!lock()) {
            throw ProblemType.READ_MODEL_UNAVAILABLE.because("The list of share links is being loaded. Try again.");
        }
        try {
            LinkChanges changes = links.changesSince(followed.position, followed.wordsPosition, MAX_CHANGES);
            followed = followed.isBefore(changes) && changes.complete() ? update(changes) : load(changes);
            tooMany = Long.MAX_VALUE;
            return Optional.of(followed.index);
        } catch (TooManyLinks e) {
            followed = Followed.nothing();
            tooMany = Math.max(1, links.count());
            LOG.warn(
                    "{} share links take more than {} MB of memory: they are listed from Redis (docs/load.md)",
                    tooMany,
                    mostBytes >> 20);
            return Optional.empty();
        } finally {
            refreshing.unlock();
        }
    }

    private Followed update(LinkChanges changes) {
        links.read(changes.ids(), portion -> add(followed.index, portion));
        return Followed.upTo(changes, followed.index);
    }

    private Followed load(LinkChanges changes) {
        // The old one goes first: there is room for one.
        followed = Followed.nothing();
        LinkIndex index = new LinkIndex();
        long begin = System.nanoTime();
        links.each(page -> {
            add(index, page);
            return true;
        });
        LOG.info("{} share links indexed in {} ms", index.size(), (System.nanoTime() - begin) / 1_000_000);
        return Followed.upTo(changes, index);
    }

    private void add(LinkIndex index, List<LinkRecord> portion) {
        links.states(portion).forEach(link -> index.put(LinkEntry.of(link)));
        if (index.bytes() > mostBytes) {
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
