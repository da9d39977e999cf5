package dev.edgepass.issuer.revocation;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.HeapShare;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.LiveToken;
import dev.edgepass.issuer.readmodel.LiveTokens;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.TokenRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts what a revocation would hit, and writes nothing. It walks the tokens page by page, so its memory is bounded, and ends after {@link #TIMEOUT} with what it
 * has. What is issued or revoked during the walk may be counted or not. Thread-safe.
 */
@Component
class DryRun {
    static final Duration TIMEOUT = Duration.ofSeconds(25);
    private static final Duration VIEWERS_OF = Duration.ofDays(1);
    private static final int SAMPLES = 5;

    /** So many handles are read once, and then no more. */
    private static final int FEW_HANDLES = 2_000;

    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final LiveTokens liveTokens;
    private final AllLinks allLinks;
    private final Clock clock;

    /** A share link, for people to recognise. */
    record LinkSample(String id, @Nullable String label) {}

    /**
     * What would be hit.
     *
     * @param position of the state that it was counted on
     * @param tokens live tokens that would then be refused for an object for which they aren't now
     * @param links links from which less could then be opened
     * @param viewers subjects of tokens of the last day that the targets match
     * @param atLeast whether there may be more
     */
    record Result(
            long position,
            long tokens,
            long links,
            long viewers,
            boolean atLeast,
            List<String> tokenSamples,
            List<LinkSample> linkSamples,
            List<String> subjectSamples) {}

    DryRun(ReadModel readModel, ReadYourWrites readYourWrites, LiveTokens liveTokens, AllLinks allLinks, Clock clock) {
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.liveTokens = liveTokens;
        this.allLinks = allLinks;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code read-model-unavailable}
     */
    Result of(List<Target> targets, Effect effect) {
        readYourWrites.await();
        Walk walk = new Walk(new TargetIndex(targets), clock.instant());
        walk.tokens();
        if (effect == Effect.BLOCK) {
            walk.links();
        }
        return walk.result();
    }

    /** One count. */
    private final class Walk {
        private final TargetIndex targets;
        private final Instant now;
        private final long position;

        /** Of all handles, or of the targeted paths and the folders above them. */
        private final Map<Handle, HandleState> knownStates;

        private final boolean allAreKnown;
        private final DistinctCount viewers = new DistinctCount(HeapShare.PREVIEW.bytes());
        private final List<String> tokenSamples = new ArrayList<>();
        private final List<LinkSample> linkSamples = new ArrayList<>();
        private final List<String> subjectSamples = new ArrayList<>();
        private long tokens;
        private long links;
        private boolean atLeast;

        Walk(TargetIndex targets, Instant now) {
            this.targets = targets;
            this.now = now;
            Optional<Snapshot> all = readModel.allStates(FEW_HANDLES);
            Snapshot known = all.orElseGet(() -> readModel.snapshot(handlesOfPaths(targets), null));
            position = known.position();
            knownStates = known.states();
            allAreKnown = all.isPresent();
        }

        void tokens() {
            if (targets.isAnyOf(Handle.Kind.ALL, Handle.Kind.TENANT, Handle.Kind.FILE, Handle.Kind.FOLDER)) {
                walk(Handle.ALL, token -> true);
                return;
            }
            // Each token is counted once, where it is met first.
            Set<String> ofLinks = targets.ids(Handle.Kind.LINK);
            Set<String> ofSubjects = targets.ids(Handle.Kind.SUBJECT);
            ofLinks.forEach(link -> walk(new Handle(Handle.Kind.LINK, link), token -> true));
            Predicate<LiveToken> notOfLinks = token -> {
                String link = token.grant().link();
                return link == null || !ofLinks.contains(link);
            };
            ofSubjects.forEach(subject -> walk(new Handle(Handle.Kind.SUBJECT, subject), notOfLinks));
            for (List<String> jtis : portions(targets.ids(Handle.Kind.TOKEN), LiveTokens.PAGE)) {
                count(liveTokens.tokens(jtis).stream()
                        .filter(notOfLinks.and(
                                token -> !ofSubjects.contains(token.grant().subject())))
                        .toList());
            }
        }

        private void walk(Handle set, Predicate<LiveToken> wanted) {
            String last = null;
            do {
                if (isLate()) {
                    return;
                }
                LiveTokens.Page page = liveTokens.page(set, last, now);
                count(page.tokens().stream().filter(wanted).toList());
                atLeast |= page.lost() > 0;
                last = page.last();
            } while (last != null);
        }

        private void count(List<LiveToken> page) {
            List<LiveToken> matched = page.stream()
                    .filter(token -> targets.matched(token).findAny().isPresent())
                    .toList();
            if (matched.isEmpty()) {
                return;
            }
            Set<Handle> handles = new HashSet<>();
            matched.stream()
                    .filter(token -> token.grant().isLive(now))
                    .forEach(token -> handles.addAll(Reach.handles(token)));
            Reach reach = new Reach(targets, states(handles));
            long dayAgo = now.minus(VIEWERS_OF).getEpochSecond();
            for (LiveToken token : matched) {
                TokenRecord grant = token.grant();
                if (grant.isLive(now) && reach.takesFrom(token)) {
                    tokens++;
                    sample(tokenSamples, token.jti());
                }
                if (grant.issuedAt() > dayAgo && viewers.add(grant.subject())) {
                    sample(subjectSamples, grant.subject());
                }
            }
        }

        void links() {
            if (targets.isAnyOf(Handle.Kind.ALL, Handle.Kind.TENANT, Handle.Kind.FILE, Handle.Kind.FOLDER)) {
                allLinks.each(page -> {
                    countLinks(page);
                    return !isLate();
                });
            } else {
                allLinks.read(targets.ids(Handle.Kind.LINK), this::countLinks);
            }
        }

        private void countLinks(List<LinkRecord> page) {
            Set<Handle> handles = new HashSet<>();
            page.forEach(link -> handles.addAll(Reach.handles(link)));
            Reach reach = new Reach(targets, states(handles));
            for (LinkRecord link : page) {
                if (reach.takesFrom(link, now)) {
                    links++;
                    sample(linkSamples, new LinkSample(link.id(), link.terms().label()));
                }
            }
        }

        Result result() {
            boolean incomplete = atLeast || viewers.isFull();
            return new Result(
                    position, tokens, links, viewers.size(), incomplete, tokenSamples, linkSamples, subjectSamples);
        }

        private boolean isLate() {
            boolean late = clock.instant().isAfter(now.plus(TIMEOUT));
            atLeast |= late;
            return late;
        }

        private Function<Handle, HandleState> states(Set<Handle> handles) {
            Map<Handle, HandleState> more = allAreKnown || handles.isEmpty()
                    ? Map.of()
                    : readModel.snapshot(handles, null).states();
            return handle -> more.getOrDefault(handle, knownStates.getOrDefault(handle, HandleState.CLEAR));
        }
    }

    private static Set<Handle> handlesOfPaths(TargetIndex targets) {
        Set<Handle> handles = new HashSet<>();
        targets.paths().forEach(path -> handles.addAll(Handle.of(path)));
        return handles;
    }

    private static <T> void sample(List<T> samples, T one) {
        if (samples.size() < SAMPLES) {
            samples.add(one);
        }
    }

    private static List<List<String>> portions(Collection<String> all, int size) {
        List<String> list = List.copyOf(all);
        List<List<String>> portions = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            portions.add(list.subList(from, Math.min(from + size, list.size())));
        }
        return portions;
    }
}
