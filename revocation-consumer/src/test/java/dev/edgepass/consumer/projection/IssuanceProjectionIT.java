package dev.edgepass.consumer.projection;

import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static dev.edgepass.consumer.testing.TestEvents.tokenRefreshed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.IssuanceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the issuance topic's records become in Redis: tokens that are out, and who views a link. */
class IssuanceProjectionIT extends FoldingService {
    @Test
    void tokens_are_kept_by_link_by_subject_and_in_all_until_a_day_past_their_end() {
        log.append(tokenIssued("t1", "bob", "L1"));
        log.append(tokenIssued("t2", "bob", null));

        await().untilAsserted(() -> assertThat(service.redis().opsForZSet().range("ep:live:sub:bob", 0, -1))
                .containsExactlyInAnyOrder("t1", "t2"));
        assertThat(service.redis().opsForZSet().range("ep:live:lnk:L1", 0, -1)).containsExactly("t1");
        assertThat(service.redis().opsForZSet().range("ep:live:all", 0, -1)).containsExactlyInAnyOrder("t1", "t2");
        long day = Duration.ofDays(1).toSeconds();
        assertThat(service.redis().getExpire("ep:live:lnk:L1")).isBetween(day + 3500, day + 3600);
        assertThat(service.redis().getExpire("ep:live:all")).isBetween(day + 3500, day + 3600);
    }

    @Test
    void a_set_is_kept_for_its_last_token_whichever_is_folded_last() {
        long day = Duration.ofDays(1).toSeconds();
        log.append(tokenIssued("t1", "bob", "L1", Duration.ofHours(2)));
        await().untilAsserted(() ->
                assertThat(service.redis().opsForZSet().size("ep:live:sub:bob")).isEqualTo(1));
        log.append(tokenIssued("t2", "bob", "L1", Duration.ofHours(1)));
        await().untilAsserted(() ->
                assertThat(service.redis().opsForZSet().size("ep:live:sub:bob")).isEqualTo(2));
        assertThat(service.redis().getExpire("ep:live:sub:bob")).isBetween(day + 7100, day + 7200);
        assertThat(service.redis().getExpire("ep:live:lnk:L1")).isBetween(day + 7100, day + 7200);

        log.append(tokenIssued("t3", "bob", "L1", Duration.ofHours(3)));
        await().untilAsserted(() ->
                assertThat(service.redis().opsForZSet().size("ep:live:sub:bob")).isEqualTo(3));
        assertThat(service.redis().getExpire("ep:live:sub:bob")).isBetween(day + 10700, day + 10800);
    }

    @Test
    void a_tokens_grant_is_kept_for_a_day() {
        IssuanceEvent.TokenIssued issued = tokenIssued("t1", "bob", "L1");
        log.append(issued);

        long at = issued.grant().issuedAt().getEpochSecond();
        await().untilAsserted(() -> assertThat(service.redis().opsForValue().get("ep:token:t1"))
                .isEqualTo("{\"subject\":\"bob\",\"link\":\"L1\",\"paths\":[\"projects/42/\"],\"position\":1,"
                        + "\"issuedAt\":" + at + ",\"expiresAt\":" + (at + 3600) + "}"));
        long day = Duration.ofDays(1).toSeconds();
        assertThat(service.redis().getExpire("ep:token:t1")).isBetween(day - 100, day);
    }

    @Test
    void what_is_to_be_forgotten_about_tokens_goes_with_the_next_batch() {
        long now = Instant.now().getEpochSecond();
        long day = Duration.ofDays(1).toSeconds();
        service.redis().opsForZSet().add("ep:live:all", "gone", now - day - 10);
        service.redis().opsForZSet().add("ep:live:all", "of the last day", now - day + 1000);

        log.append(tokenIssued("t1", "bob", null));

        await().untilAsserted(() -> assertThat(service.redis().opsForZSet().range("ep:live:all", 0, -1))
                .containsExactly("of the last day", "t1"));
    }

    @Test
    void a_links_exchanges_and_viewers_are_counted_and_renewals_are_not() {
        IssuanceEvent.TokenIssued first = tokenIssued("t1", "v-1", "L1");
        log.append(first);
        log.append(tokenRefreshed(first, "t2"));
        log.append(tokenIssued("t3", "v-1", "L1"));
        log.append(tokenIssued("t4", "v-2", "L1"));
        log.append(tokenIssued("t5", "bob", null));

        await().untilAsserted(() ->
                assertThat(service.redis().opsForHash().entries("ep:opens")).isEqualTo(Map.of("L1", "3")));
        await().untilAsserted(() -> assertThat(service.redis().opsForZSet().range("ep:viewers:L1", 0, -1))
                .containsExactlyInAnyOrder("v-1", "v-2"));
        assertThat(service.redis().opsForZSet().score("ep:viewers:L1", "v-1"))
                .isEqualTo(first.grant().issuedAt().getEpochSecond());
        assertThat(service.redis().keys("ep:viewers:*")).hasSize(1);
        assertThat(service.redis().hasKey("ep:freed")).isFalse();
    }

    @Test
    void a_seat_is_freed_once_whichever_topic_is_folded_first() {
        log.append(tokenIssued("t1", "v-1", "L1"));
        await().until(() -> service.redis().hasKey("ep:viewers:L1"));
        log.append(new ControlEvent.LinkViewerRemoved("L1", "v-1", TestEvents.ACTOR));
        log.append(new ControlEvent.LinkViewerRemoved("L1", "v-1", TestEvents.ACTOR));
        log.append(new ControlEvent.LinkViewerRemoved("L1", "v-2", TestEvents.ACTOR));
        log.append(new ControlEvent.LinkViewerRemoved("L2", "v-3", TestEvents.ACTOR));
        service.awaitFolded(4);
        assertThat(service.redis().opsForHash().entries("ep:freed")).isEqualTo(Map.of("L1", "1"));

        log.append(tokenIssued("t2", "v-2", "L1"));
        log.append(tokenIssued("t3", "v-2", "L1"));
        log.append(tokenIssued("t4", "v-3", "L1"));

        await().untilAsserted(() ->
                assertThat(service.redis().opsForHash().entries("ep:opens")).isEqualTo(Map.of("L1", "4")));
        assertThat(service.redis().opsForHash().entries("ep:freed")).isEqualTo(Map.of("L1", "2"));
        assertThat((String) service.redis().opsForHash().get("ep:removed", "v-2"))
                .startsWith("{\"link\":\"L1\",\"position\":3,\"removedAt\":\"")
                .endsWith("\"removedBy\":\"ada\"}");
        assertThat(service.redis().opsForHash().get("ep:handle", "sub:v-2")).isEqualTo("3:0");
    }
}
