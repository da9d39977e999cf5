package dev.edgepass.issuer.sharelink;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.OpenLinks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * So many open links an owner may have, and no more: one login can't make all lists long. Counted in the read model, plus what this instance has written and the
 * read model doesn't have yet. Only what other instances write at the same moment isn't seen, so with n instances an owner may get n times what is left. Without Redis
 * it counts what it has seen itself: links can be made then, as ever. Thread-safe.
 */
@Component
class OpenLinkQuota {
    /** Longer than a question to Redis takes. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    /** Of an owner who makes no more links; a read model that is later than this isn't reckoned with. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private static final int MOST_OWNERS = 10_000;

    private final AllLinks links;
    private final int most;
    private final Clock clock;
    private final Map<Owner, Recent> recent = Caffeine.newBuilder()
            .maximumSize(MOST_OWNERS)
            .expireAfterAccess(FORGOTTEN)
            .<Owner, Recent>build()
            .asMap();

    private record Owner(@Nullable String tenant, String subject) {}

    private record Made(long position, int number, Instant at) {}

    /** What an owner has made here and the read model may not have yet. Guarded by itself. */
    private static final class Recent {
        private final Deque<Made> made = new ArrayDeque<>();
        private int writing;

        int after(long position) {
            return writing
                    + made.stream()
                            .filter(one -> one.position > position)
                            .mapToInt(Made::number)
                            .sum();
        }

        /** What the read model has, and had also when the oldest question was asked that has no answer yet. */
        void forget(long position, Instant before) {
            made.removeIf(one -> one.position <= position && one.at.isBefore(before));
        }
    }

    OpenLinkQuota(AllLinks links, QuotaSettings settings, Clock clock) {
        this.links = links;
        this.most = settings.maxOpenPerOwner();
        this.clock = clock;
    }

    /**
     * Lets {@code write} write {@code number} new links of {@code owner} to the log, if he may have them.
     *
     * @throws ProblemException {@code too-many-links}, and what {@code write} throws
     */
    EventLog.Written within(Caller owner, int number, Supplier<EventLog.Written> write) {
        if (most == 0) {
            return write.get();
        }
        Owner key = new Owner(owner.tenant(), owner.subject());
        begin(key, number);
        EventLog.Written written = null;
        try {
            written = write.get();
            return written;
        } finally {
            end(key, number, written);
        }
    }

    private void begin(Owner owner, int number) {
        // Asked before the lock: where Redis stalls, one waits, and not one after another.
        OpenLinks open = open(owner);
        recent.compute(owner, (key, known) -> {
            Recent here = known == null ? new Recent() : known;
            here.forget(open.position(), clock.instant().minus(KEPT));
            long after = open.number() + here.after(open.position()) + number;
            if (after > most) {
                throw ProblemType.TOO_MANY_LINKS.because(
                        "This login would have " + after + " open share links (expected: at most " + most
                                + "). Close links that are no longer needed, or give links an expiry.");
            }
            here.writing += number;
            return here;
        });
    }

    private void end(Owner owner, int number, EventLog.@Nullable Written written) {
        recent.compute(owner, (key, here) -> {
            if (here == null) {
                return null;
            }
            here.writing -= number;
            if (written != null) {
                here.made.add(new Made(written.position(), number, clock.instant()));
            }
            return here;
        });
    }

    private OpenLinks open(Owner owner) {
        try {
            return links.open(owner.tenant(), owner.subject(), clock.instant());
        } catch (ProblemException e) {
            return new OpenLinks(0, 0);
        }
    }
}
