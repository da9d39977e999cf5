package dev.edgepass.consumer.notice.rule;

import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linksCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.consumer.views.ViewsObserver.LinkChange;
import dev.edgepass.consumer.views.core.EdgeTimes;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.NoticeRaised.Kind;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.readmodel.ViewCounts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.KafkaOperations;

/** On a read model that the service folds from a real log. */
@ExtendWith(CleanBackends.class)
class NoticeRulesIT {
    private static final long NOW = System.currentTimeMillis();

    @TempDir
    private Path folder;

    private final TestLog log = new TestLog();
    private TestService service;

    @BeforeEach
    void start() {
        service = TestService.start(folder.resolve("feed.jwk"));
    }

    @AfterEach
    void stop() {
        service.close();
        log.close();
    }

    @Test
    void the_first_open_of_a_link_that_names_a_destination_is_raised() {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        countedFromTheBeginning();

        rules().changing(change("L1", 0, 1, views(0, NOW, null)));

        NoticeRaised notice = raised().get(0);
        assertThat(notice)
                .isEqualTo(new NoticeRaised(
                        "L1:first-open",
                        "office",
                        Kind.FIRST_OPEN,
                        Instant.ofEpochMilli(NOW),
                        "L1",
                        "label of L1",
                        "It was opened for the first time, from CH, DE."));
    }

    @Test
    void it_is_raised_once_by_whichever_program_and_though_redis_lost_all() {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        countedFromTheBeginning();
        NoticeRules rules = rules();
        rules.changing(change("L1", 0, 1, views(0, NOW, null)));

        rules.changing(change("L1", 0, 1, views(0, NOW, null)));
        service.redis()
                .getRequiredConnectionFactory()
                .getConnection()
                .serverCommands()
                .flushAll();
        service.awaitFolded(1);
        countedFromTheBeginning();
        rules().changing(change("L1", 0, 2, views(0, NOW, null)));

        assertThat(raised()).hasSize(1);
    }

    @Test
    void neither_later_opens_nor_links_without_a_destination_nor_occasions_of_long_ago_are_raised() {
        log.append(linkCreated("L1"));
        log.append(linksCreated("G1", "L2"));
        service.awaitFolded(2);
        countedFromTheBeginning();
        long longAgo = NOW - NoticeRules.OLDEST.toMillis() - 1_000;

        rules().changing(change("L1", 1, 2, views(0, NOW, null)));
        rules().changing(change("L2", 0, 1, views(0, NOW, null)));
        rules().changing(change("L1", 0, 1, views(0, longAgo, null)));

        assertThat(raised()).isEmpty();
    }

    @Test
    void a_first_open_is_raised_only_for_a_link_that_was_counted_from_its_beginning() {
        log.append(linkCreated("L1"));
        log.append(linkCreated("L2"));
        service.awaitFolded(2);
        Instant made = Instant.parse(
                service.redis().opsForValue().get("ep:link:L1").replaceAll(".*\"createdAt\":\"([^\"]+)\".*", "$1"));
        long latest = made.plus(NoticeRules.FIRST_REPORT).toEpochMilli();

        NoticeRules rules = rules(made);

        rules.changing(change("L1", 0, 1, views(0, latest + 1_000, null)));
        completeFrom(latest + 1_000);
        rules.changing(change("L1", 0, 1, views(0, latest, null)));
        assertThat(raised()).isEmpty();

        completeFrom(latest);
        rules.changing(change("L1", 0, 1, views(0, latest + 1_000, null)));
        assertThat(raised()).extracting(NoticeRaised::id).containsExactly("L1:first-open");
        service.redis().delete("ep:usage");
        rules.changing(change("L2", 0, 1, views(0, latest, null)));
        assertThat(raised()).extracting(NoticeRaised::id).containsExactly("L1:first-open", "L2:first-open");
    }

    private void countedFromTheBeginning() {
        completeFrom(1);
    }

    private void completeFrom(long time) {
        service.redis().opsForHash().put("ep:usage", "complete:0", Long.toString(time));
    }

    @Test
    void a_view_that_was_granted_after_the_closing_is_raised_and_one_before_it_isnt() {
        log.append(linkCreated("L1"));
        log.append(linkClosed("L1"));
        service.awaitFolded(2);
        long closedAt = Instant.parse(service.redis()
                        .opsForValue()
                        .get("ep:link:L1")
                        .replaceAll(".*\"closedAt\":\"([^\"]+)\".*", "$1"))
                .toEpochMilli();

        rules().changing(change("L1", 1, 1, views(1, closedAt - 1_000, new Granted(closedAt, 1))));
        assertThat(raised()).isEmpty();

        rules().changing(change("L1", 1, 1, views(1, closedAt + 3_500, new Granted(closedAt + 3_500, 1))));
        rules().changing(change("L1", 1, 1, views(1, closedAt + 4_500, new Granted(closedAt + 4_500, 1))));

        assertThat(raised()).singleElement().satisfies(notice -> {
            assertThat(notice.id()).isEqualTo("L1:opened-after-revocation:closed");
            assertThat(notice.detail())
                    .startsWith("A view was granted 3500 ms after the link's end was accepted (closed");
        });
    }

    @Test
    void a_cutoff_is_about_earlier_tokens_and_a_block_about_all_and_a_lifted_one_about_none() {
        log.append(linkCreated("L1"));
        ControlEvent.Revoked cutoff = revoked("R1", Effect.CUTOFF, link("L1"));
        log.append(cutoff);
        service.awaitFolded(2);
        long later = System.currentTimeMillis() + 5_000;

        rules().changing(change("L1", 1, 1, views(2, later, new Granted(later, 2))));
        assertThat(raised()).isEmpty();
        rules().changing(change("L1", 1, 1, views(1, later, new Granted(later, 2))));
        assertThat(raised()).extracting(NoticeRaised::id).containsExactly("L1:opened-after-revocation:revoked-2");

        log.append(lifted(cutoff, 2));
        log.append(revoked("R2", Effect.BLOCK, link("L1")));
        service.awaitFolded(4);
        rules().changing(change("L1", 1, 1, views(3, later, new Granted(later, 2))));
        assertThat(raised())
                .extracting(NoticeRaised::id)
                .containsExactly("L1:opened-after-revocation:revoked-2", "L1:opened-after-revocation:revoked-4");
    }

    @Test
    void a_suspension_counts_from_the_time_that_the_log_has_of_it() {
        log.append(linkCreated("L1"));
        long before = System.currentTimeMillis();
        log.append(new ControlEvent.LinkSuspended("L1", TestEvents.ACTOR));
        long after = System.currentTimeMillis();
        service.awaitFolded(2);

        rules().changing(change("L1", 1, 1, views(1, before, new Granted(before - 1, 1))));
        assertThat(raised()).isEmpty();
        rules().changing(change("L1", 1, 1, views(1, after, new Granted(after + 2_001, 1))));

        assertThat(raised()).extracting(NoticeRaised::id).containsExactly("L1:opened-after-revocation:suspended-2");
    }

    @Test
    void an_unusual_audience_is_raised_once_a_week_by_a_view_of_that_week() {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        NoticeRules rules = rules();

        long now = EdgeTimes.week(NOW);
        long weekAgo = NOW - Duration.ofDays(7).toMillis();
        rules.changing(unusual(now - 1, weekAgo));
        rules.changing(unusual(now - 1, weekAgo));
        rules.changing(unusual(now - 1, NOW));
        rules.changing(unusual(now, weekAgo));
        assertThat(raised()).extracting(NoticeRaised::id).containsExactly("L1:unusual-audience:" + (now - 1));

        rules.changing(unusual(now, NOW));
        assertThat(raised())
                .extracting(NoticeRaised::id)
                .containsExactly("L1:unusual-audience:" + (now - 1), "L1:unusual-audience:" + now);
    }

    /** Counts of that week, changed by a view of that time. */
    private static LinkChange unusual(long week, long viewed) {
        ViewCounts everywhere = counts(2, new ViewCounts.Audience(week, List.of("DE"), networksOfManyOperators()));
        return new LinkChange(
                0, week, "L1", counts(1), everywhere, Map.of("bob", everywhere), List.of(views(0, viewed, null)));
    }

    @Test
    void a_link_that_the_read_model_doesnt_have_yet_keeps_the_counts_from_being_stored() {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        service.redis().delete("ep:link:L1");

        rules().changing(change("L1", 0, 1, views(0, NOW, null)));
        assertThat(raised()).isEmpty();

        service.redis().opsForHash().put("ep:control", "position", "0");
        assertThatThrownBy(() -> rules().changing(change("L1", 0, 1, views(0, NOW, null))))
                .isInstanceOf(LogUnavailable.class)
                .hasMessageContaining("isn't in the read model");
    }

    private static List<String> networksOfManyOperators() {
        return IntStream.range(1, 30).mapToObj(i -> "%04x0000".formatted(i)).toList();
    }

    private NoticeRules rules() {
        return rules(Instant.ofEpochMilli(NOW));
    }

    @SuppressWarnings("unchecked")
    private NoticeRules rules(Instant now) {
        return new NoticeRules(
                service.redis(),
                service.bean(EventLog.class),
                new EventReader(),
                service.bean(KafkaOperations.class),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<NoticeRaised> raised() {
        EventReader reader = new EventReader();
        return log.read(Topics.NOTICES).stream()
                .map(message -> reader.notice(message).data())
                .toList();
    }

    private static LinkChange change(String link, long opensBefore, long opensAfter, TokenViews views) {
        return new LinkChange(0, 7, link, counts(opensBefore), counts(opensAfter), Map.of(), List.of(views));
    }

    private static ViewCounts counts(long opens) {
        return counts(opens, null);
    }

    private static ViewCounts counts(long opens, ViewCounts.@Nullable Audience audience) {
        return opens == 0
                ? ViewCounts.NONE
                : new ViewCounts(
                        opens, opens, 1, 1, NOW, NOW, NOW, Map.of("DE", 1L, "CH", 1L), Map.of(), null, audience, false);
    }

    private static TokenViews views(long pos, long opened, @Nullable Granted granted) {
        return new TokenViews(
                "t1", "bob", "L1", null, pos, List.of(opened), 1, 1, 1, Map.of(), List.of(), 0, granted, List.of());
    }
}
