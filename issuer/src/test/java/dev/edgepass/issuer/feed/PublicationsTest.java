package dev.edgepass.issuer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.issuer.limit.RoomSettings;
import dev.edgepass.issuer.limit.Rooms;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.testing.FakeClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.contributor.Health;

class PublicationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Rooms ROOMS = new Rooms(
            new Binder(new MapConfigurationPropertySource()).bindOrCreate("edgepass.rooms", RoomSettings.class));

    private final FakeClock clock = new FakeClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WentBackAlarm alarm = new WentBackAlarm(meters);
    private final HeadWatch watch = new HeadWatch(this::read, clock, this::pause);
    private final Publications publications = new Publications(watch, alarm, ROOMS, meters);
    private @Nullable FeedHead head;
    private Runnable meanwhile = () -> {};
    private int reads;

    @Test
    void a_command_is_published_once_a_head_has_its_position() {
        publish(16);
        EventLog.Written written = write(17);
        afterSeconds(1, () -> publish(17));

        Publication publication = publications.await(written, PATIENCE);

        assertThat(publication.state()).isEqualTo(Publication.State.PUBLISHED);
        assertThat(publication.publishedAt()).isEqualTo(written.at().plusSeconds(1));
        assertThat(publication.enforcedBy()).isEqualTo(written.at().plusSeconds(6));
        assertThat(meters.get("edgepass.revocation.published").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(1);
    }

    @Test
    void a_publication_is_measured_once_by_whom_it_was_written_for_and_within_limits_that_can_be_read() {
        publish(16);
        EventLog.Written written = write(17);
        afterSeconds(1, () -> publish(17));
        publications.await(written, PATIENCE);
        clock.pass(Duration.ofDays(1));
        publish(18);

        Publication again = publications.await(Publications.earlier(17, written.at()), PATIENCE);

        assertThat(again.isPublished()).isTrue();
        assertThat(meters.get("edgepass.revocation.published").timer().count()).isEqualTo(1);
        assertThat(within("0.5")).isZero();
        assertThat(within("1")).isEqualTo(1);
        assertThat(within("1.5")).isEqualTo(1);
    }

    private double within(String seconds) {
        return meters.get("edgepass.revocation.published.histogram")
                .tag("le", seconds)
                .gauge()
                .value();
    }

    @Test
    void a_command_whose_record_the_head_passed_over_is_never_said_to_be_published() {
        EventLog.Written unreadable = write(17);
        head = head(18, clock.instant(), LogGaps.NONE.withUnreadable(16));

        assertThat(publications.await(unreadable, PATIENCE).isPublished()).isFalse();
        assertThat(meters.get("edgepass.feed.passed.over").counter().count()).isEqualTo(1);

        EventLog.Written named = write(19);
        head = head(19, clock.instant(), LogGaps.NONE.withUnreadable(16).withPassedOver(18));
        assertThat(publications.await(named, PATIENCE).isPublished()).isFalse();
        assertThat(publications.now(named.position(), named.at()).isPublished()).isFalse();

        EventLog.Written beside = write(20);
        head = head(20, clock.instant(), LogGaps.NONE.withUnreadable(16).withPassedOver(18));
        assertThat(publications.await(beside, PATIENCE).isPublished()).isTrue();
    }

    @Test
    void while_the_feed_is_held_commands_are_accepted_and_health_says_where() {
        head = head(16, clock.instant(), LogGaps.NONE.heldAt(16));

        assertThat(publications.await(write(18), PATIENCE).isPublished()).isFalse();
        Health health = new FeedHealth(watch, alarm).health();
        assertThat(health.getStatus().getCode()).isEqualTo("ALARM");
        assertThat(health.getDetails()).containsEntry("heldAt", 16L);
    }

    @Test
    void a_command_that_no_head_has_stays_accepted() {
        publish(16);

        Publication publication = publications.await(write(17), PATIENCE);

        assertThat(publication.state()).isEqualTo(Publication.State.ACCEPTED);
        assertThat(publication.publishedAt()).isNull();
        assertThat(publication.enforcedBy()).isNull();
        assertThat(alarm.raised()).isEmpty();
    }

    @Test
    void a_head_that_was_there_before_the_command_means_that_the_log_went_back() {
        publish(100);
        watch.refresh();
        clock.pass(Duration.ofSeconds(1));

        Publication publication = publications.await(write(17), PATIENCE);

        assertThat(publication.state()).isEqualTo(Publication.State.ACCEPTED);
        assertThat(meters.get("edgepass.feed.log.went.back").counter().count()).isEqualTo(1);
        Health health = new FeedHealth(watch, alarm).health();
        assertThat(health.getStatus().getCode()).isEqualTo("ALARM");
        assertThat(health.getDetails()).containsEntry("logPosition", 17L).containsEntry("headPosition", 100L);
    }

    @Test
    void such_a_command_isnt_said_to_be_published_later_either() {
        publish(100);
        watch.refresh();
        clock.pass(Duration.ofSeconds(10));
        EventLog.Written written = write(17);
        publications.await(written, PATIENCE);
        clock.pass(Duration.ofSeconds(10));
        publish(101);

        assertThat(publications.now(written.position(), written.at()).isPublished())
                .isFalse();
    }

    @Test
    void an_old_head_that_nobody_had_read_in_time_counts_for_nothing() {
        publish(100);
        clock.pass(Sightings.CLOCK_TOLERANCE.plusMillis(1));

        Publication publication = publications.await(write(17), PATIENCE);

        assertThat(publication.state()).isEqualTo(Publication.State.ACCEPTED);
    }

    @Test
    void the_publishers_clock_may_be_five_seconds_behind() {
        EventLog.Written written = write(17);
        head = head(17, written.at().minus(Sightings.CLOCK_TOLERANCE));
        assertThat(publications.await(written, PATIENCE).isPublished()).isTrue();
    }

    @Test
    void a_publishers_clock_that_is_further_behind_publishes_nothing() {
        EventLog.Written written = write(17);
        head = head(17, written.at().minus(Sightings.CLOCK_TOLERANCE).minusMillis(1));
        assertThat(publications.await(written, PATIENCE).isPublished()).isFalse();
    }

    @Test
    void a_head_that_came_while_the_command_was_on_its_way_counts() {
        Instant sentAt = clock.instant();
        clock.pass(Duration.ofMillis(300));
        publish(17);
        watch.refresh();
        clock.pass(Duration.ofMillis(300));

        Publication publication = publications.await(new EventLog.Written(17, sentAt, clock.instant(), true), PATIENCE);

        assertThat(publication.isPublished()).isTrue();
        assertThat(publication.publishedAt()).isEqualTo(sentAt.plusMillis(300));
        assertThat(alarm.raised()).isEmpty();
    }

    @Test
    void the_alarm_ends_with_the_first_later_command_that_is_published() {
        publish(100);
        watch.refresh();
        clock.pass(Duration.ofSeconds(1));
        publications.await(write(17), PATIENCE);
        clock.pass(Duration.ofSeconds(1));

        EventLog.Written afterTheNewEpoch = write(102);
        publish(102);

        assertThat(publications.await(afterTheNewEpoch, PATIENCE).isPublished()).isTrue();
        assertThat(alarm.raised()).isEmpty();
        assertThat(meters.get("edgepass.feed.log.went.back").counter().count()).isEqualTo(1);
    }

    @Test
    void what_was_forgotten_still_tells_that_the_log_went_back() {
        publish(1_000_000);
        watch.refresh();
        for (int i = 0; i <= Sightings.REMEMBERED; i++) {
            clock.pass(HeadWatch.INTERVAL);
            publish(i);
            watch.refresh();
        }
        clock.pass(HeadWatch.INTERVAL);

        publications.await(write(20_000), PATIENCE);

        assertThat(alarm.raised()).isPresent();
    }

    @Test
    void whoever_doesnt_wait_causes_no_read() {
        assertThat(publications.await(write(17), Duration.ZERO).isPublished()).isFalse();
        assertThat(reads).isZero();
    }

    @Test
    void the_head_is_read_ten_times_a_second_at_most() {
        publish(16);
        for (int i = 0; i < 100; i++) {
            publications.now(17, clock.instant());
        }
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void entries_are_those_of_segments_and_tail_of_the_newest_head_and_unknown_before_one_was_read() {
        assertThat(watch.entries()).isEmpty();

        publish(16);
        watch.refresh();

        assertThat(watch.entries()).hasValue(1_200);
    }

    private Optional<FeedHead> read() {
        reads++;
        return Optional.ofNullable(head);
    }

    private void pause(Duration duration) {
        clock.pass(duration);
        meanwhile.run();
    }

    private void afterSeconds(int seconds, Runnable happening) {
        Instant then = clock.instant().plusSeconds(seconds);
        meanwhile = () -> {
            if (!clock.instant().isBefore(then)) {
                happening.run();
            }
        };
    }

    private EventLog.Written write(long position) {
        Instant sentAt = clock.instant();
        clock.pass(Duration.ofMillis(2));
        return new EventLog.Written(position, sentAt, clock.instant(), true);
    }

    private void publish(long position) {
        head = head(position, clock.instant());
    }

    private static FeedHead head(long position, Instant asOf) {
        return head(position, asOf, LogGaps.NONE);
    }

    private static FeedHead head(long position, Instant asOf, LogGaps gaps) {
        List<SegmentRef> segments = List.of(new SegmentRef("a", 16_008, 1_000), new SegmentRef("b", 3_208, 200));
        return new FeedHead(
                1,
                position,
                "p",
                asOf.toEpochMilli(),
                position,
                0,
                "topic",
                new byte[16],
                List.of(),
                segments,
                Segment.EMPTY,
                0,
                gaps);
    }
}
