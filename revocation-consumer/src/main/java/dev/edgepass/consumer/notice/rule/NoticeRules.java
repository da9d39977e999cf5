package dev.edgepass.consumer.notice.rule;

import dev.edgepass.consumer.audience.AudienceRule;
import dev.edgepass.consumer.audience.MeantFor;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.notice.delivery.NoticeKinds;
import dev.edgepass.consumer.notice.delivery.PlainLine;
import dev.edgepass.consumer.notice.rule.Endings.Ending;
import dev.edgepass.consumer.views.ViewsObserver;
import dev.edgepass.consumer.views.core.EdgeTimes;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.NoticeRaised.Kind;
import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.ViewCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Raises the notices that follow from views: the first open, an open after the link was ended, an unusual audience. Only for links whose terms name a destination, and
 * only of the last {@link #OLDEST}. The notice is on the log before the counts that it follows from are stored; with the same id each time, so that counts which are
 * rebuilt raise nothing anew. Thread-safe.
 */
public final class NoticeRules implements ViewsObserver {
    /** Shorter than the notices topic keeps what was raised. */
    static final Duration OLDEST = Duration.ofDays(14);

    /** How long the first report of a partition may be about a link that was made shortly before: on a new system it is. */
    static final Duration FIRST_REPORT = Duration.ofMinutes(10);

    private static final Pattern DESTINATION = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_DETAIL = 500;

    private final LinkState links;
    private final RaisedNotices log;
    private final Clock clock;

    public NoticeRules(
            StringRedisTemplate redis,
            EventLog events,
            EventReader reader,
            KafkaOperations<byte[], byte[]> kafka,
            Clock clock) {
        this.links = new LinkState(redis, Keys.LIVE, events, reader);
        this.log = new RaisedNotices(events, reader, kafka, clock);
        this.clock = clock;
    }

    /**
     * {@inheritDoc}
     *
     * @throws dev.edgepass.consumer.log.LogUnavailable where Kafka doesn't take a notice, or the link isn't known yet
     * @throws org.springframework.dao.DataAccessException where Redis doesn't answer
     */
    @Override
    public synchronized void changing(LinkChange change) {
        if (newest(change).isBefore(clock.instant().minus(OLDEST))) {
            return;
        }
        Optional<LinkRecord> link = links.link(change.linkId());
        if (link.isEmpty() || !namesDestination(link.get())) {
            return;
        }
        firstOpen(link.get(), change);
        openedAfterEnding(link.get(), change);
        unusualAudience(link.get(), change);
    }

    /** Of the week that the views are of: that of an earlier one was judged when it was new. */
    private void unusualAudience(LinkRecord link, LinkChange change) {
        Instant newest = newest(change);
        ViewCounts.Audience audience = change.after().audience();
        if (audience == null || audience.week() != EdgeTimes.week(newest.toEpochMilli())) {
            return;
        }
        AudienceRule.judge(MeantFor.of(link), change.after(), change.viewers())
                .ifPresent(unusual ->
                        raise(link, Kind.UNUSUAL_AUDIENCE, Long.toString(unusual.week()), newest, unusual.detail()));
    }

    private static boolean namesDestination(LinkRecord link) {
        String name = link.terms().notices();
        return name != null && DESTINATION.matcher(name).matches();
    }

    /** Of what it reports, the time of the newest; long ago where it reports no view. */
    private static Instant newest(LinkChange change) {
        return change.reported().stream()
                .flatMap(views -> Stream.concat(
                        views.opens().stream(), Optional.ofNullable(views.granted()).map(Granted::at).stream()))
                .max(Long::compare)
                .map(Instant::ofEpochMilli)
                .orElse(Instant.EPOCH);
    }

    private void firstOpen(LinkRecord link, LinkChange change) {
        if (change.before().opens() > 0 || change.after().opens() == 0 || !isCountedFromItsBeginning(link, change)) {
            return;
        }
        ViewCounts after = change.after();
        Instant at = after.firstAt() == null ? newest(change) : Instant.ofEpochMilli(after.firstAt());
        String from = after.countries().isEmpty()
                ? ""
                : ", from " + String.join(", ", new TreeSet<>(after.countries().keySet()));
        raise(link, Kind.FIRST_OPEN, "", at, "It was opened for the first time" + from + ".");
    }

    /** Earlier opens of a link that is older than the counting are unknown. Where nothing is stored yet, the counting begins with this change. */
    private boolean isCountedFromItsBeginning(LinkRecord link, LinkChange change) {
        Instant from = Instant.ofEpochMilli(
                links.completeFrom(change.partition()).orElse(newest(change).toEpochMilli()));
        return !link.createdAt().isBefore(from.minus(FIRST_REPORT));
    }

    private void openedAfterEnding(LinkRecord link, LinkChange change) {
        List<TokenViews> granted = change.reported().stream()
                .filter(views -> views.granted() != null)
                .toList();
        if (granted.isEmpty()) {
            return;
        }
        for (Ending ending : links.endings(link).all()) {
            granted.stream()
                    .filter(views -> ending.missed(views.position(), at(views)))
                    .mapToLong(NoticeRules::at)
                    .max()
                    .ifPresent(last -> raise(
                            link,
                            Kind.OPENED_AFTER_REVOCATION,
                            ending.name(),
                            Instant.ofEpochMilli(last),
                            "A view was granted "
                                    + Duration.ofMillis(last - ending.at()).toMillis()
                                    + " ms after the link's end was accepted (" + ending.name() + ", at "
                                    + Instant.ofEpochMilli(ending.at()) + ")."));
        }
    }

    private static long at(TokenViews views) {
        return Objects.requireNonNull(views.granted()).at();
    }

    /** @param occasion among those of its kind; empty where there is one only */
    private void raise(LinkRecord link, Kind kind, String occasion, Instant at, String detail) {
        String label = link.terms().label();
        String name = NoticeKinds.name(kind);
        log.raise(new NoticeRaised(
                link.id() + ":" + name + (occasion.isEmpty() ? "" : ":" + occasion),
                Objects.requireNonNull(link.terms().notices()),
                kind,
                at,
                link.id(),
                label == null ? null : PlainLine.of(label, LONGEST_LABEL),
                PlainLine.of(detail, LONGEST_DETAIL)));
    }
}
