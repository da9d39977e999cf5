package dev.edgepass.issuer.revocation.receipts;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.readmodel.Evidence;
import dev.edgepass.issuer.readmodel.Evidence.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What reports say about one revocation, location by location (docs/revocation.md). A refusal counts where it was decided on a head that has the revocation. A grant is an alarm
 * where the revocation refuses its token and it came after the bound, by more than clocks may differ. All else is silence, which confirms nothing. Pure.
 */
final class ReceiptDecision {
    /** Between the edge's clock and the issuer's. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Set<Handle.Kind> JUDGED = Set.of(Handle.Kind.LINK, Handle.Kind.SUBJECT);

    private final Effect effect;
    private final long position;
    private final Instant acceptedAt;
    private final @Nullable Instant enforcedBy;
    private final @Nullable Instant liftedAt;

    /**
     * @param enforcedBy null where its publication wasn't seen: then no grant is judged
     * @param liftedAt null where it isn't lifted
     */
    ReceiptDecision(
            Effect effect,
            long position,
            Instant acceptedAt,
            @Nullable Instant enforcedBy,
            @Nullable Instant liftedAt) {
        this.effect = effect;
        this.position = position;
        this.acceptedAt = acceptedAt;
        this.enforcedBy = enforcedBy;
        this.liftedAt = liftedAt;
    }

    /** By location, in their order. */
    List<Receipt> decide(List<Target> targets, Evidence.Found found) {
        Set<String> names = new TreeSet<>(found.locations().keySet());
        found.handles().values().forEach(seen -> names.addAll(seen.keySet()));
        List<Receipt> receipts = new ArrayList<>();
        for (String location : names) {
            OptionalLong refused =
                    times(targets, found, location, this::refusal).min();
            OptionalLong granted = times(targets, found, location, this::grant).max();
            receipts.add(Receipt.of(
                    location,
                    granted,
                    refused,
                    Optional.ofNullable(found.locations().get(location))));
        }
        return receipts;
    }

    /** Why grants aren't judged; nothing where they are, for each of {@code targets}. */
    Optional<NotJudged> notJudged(List<Target> targets) {
        if (enforcedBy == null) {
            return Optional.of(NotJudged.NOT_PUBLISHED);
        }
        return targets.stream().allMatch(target -> JUDGED.contains(target.kind()))
                ? Optional.empty()
                : Optional.of(NotJudged.KIND);
    }

    private interface Times {
        OptionalLong of(Target target, boolean former, Seen seen);
    }

    private static LongStream times(List<Target> targets, Evidence.Found found, String location, Times times) {
        return targets.stream()
                .flatMap(target -> Stream.of(
                        at(target, false, target.handle(), found, location, times),
                        at(target, true, target.formerHandle(), found, location, times)))
                .flatMapToLong(OptionalLong::stream);
    }

    private static OptionalLong at(
            Target target,
            boolean former,
            @Nullable Handle handle,
            Evidence.Found found,
            String location,
            Times times) {
        Seen seen = handle == null
                ? null
                : found.handles().getOrDefault(handle, Map.of()).get(location);
        return seen == null ? OptionalLong.empty() : times.of(target, former, seen);
    }

    /** The first refusal that is known to be of a head with the revocation, and of the time in which it was in force: another revocation of the same handle may have refused before and after it. */
    private OptionalLong refusal(Target target, boolean former, Seen seen) {
        return seen.refusals().stream()
                .flatMap(refusals -> Stream.of(
                        new Decided(refusals.firstAt(), refusals.firstPosition()),
                        new Decided(refusals.lastAt(), refusals.lastPosition())))
                .filter(decided -> decided.position >= position && isInForce(decided.at))
                .mapToLong(Decided::at)
                .min();
    }

    private record Decided(long at, long position) {}

    private boolean isInForce(long at) {
        return at >= acceptedAt.minus(TOLERANCE).toEpochMilli() && (liftedAt == null || at < liftedAt.toEpochMilli());
    }

    /** The last grant after the bound, and before a lift. */
    private OptionalLong grant(Target target, boolean former, Seen seen) {
        if (enforcedBy == null || !JUDGED.contains(target.kind())) {
            return OptionalLong.empty();
        }
        // Tokens of a login's former name are cut off, whatever the effect.
        boolean cutoff = former || effect == Effect.CUTOFF;
        long after = enforcedBy.plus(TOLERANCE).toEpochMilli();
        long before =
                liftedAt == null ? Long.MAX_VALUE : liftedAt.minus(TOLERANCE).toEpochMilli();
        return seen.grants().stream()
                .filter(grant -> !cutoff || grant.position() < position)
                .mapToLong(Evidence.Grant::at)
                .filter(at -> at > after && at < before)
                .max();
    }
}
