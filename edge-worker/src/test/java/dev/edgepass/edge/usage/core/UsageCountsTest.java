package dev.edgepass.edge.usage.core;

import static dev.edgepass.edge.usage.core.Counted.NOWHERE;
import static dev.edgepass.edge.usage.core.Counted.OBJECT;
import static dev.edgepass.edge.usage.core.Counted.POSITION;
import static dev.edgepass.edge.usage.core.Counted.json;
import static dev.edgepass.edge.usage.core.Counted.longs;
import static dev.edgepass.edge.usage.core.Counted.texts;
import static dev.edgepass.edge.usage.core.Counted.token;
import static dev.edgepass.edge.usage.core.Counted.tokens;
import static dev.edgepass.edge.usage.core.Counted.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.Handle;
import dev.edgepass.token.MediaClaims;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UsageCountsTest {
    private static final long MINUTE = 60_000;
    private static final long NOW = 30_000_000 * MINUTE;

    private final UsageCounts counts = Counted.counts();

    @Test
    void a_granted_view_is_counted_with_its_bytes_and_the_head_that_it_was_decided_on() {
        counts.granted(token("a"), OBJECT, 100, NOW, POSITION, NOWHERE);
        counts.granted(token("a"), "gallery/b.jpg", 23, NOW + 5, POSITION + 1, NOWHERE);
        counts.granted(token("a"), OBJECT, 0, NOW + 6, POSITION + 1, NOWHERE);

        Report report = counts.take("FRA");

        assertThat(report.id()).isEqualTo("isolate-1.1");
        assertThat(json(report).get("location").asString()).isEqualTo("FRA");
        assertThat(json(report).get("from").asLong()).isEqualTo(NOW);
        assertThat(json(report).get("until").asLong()).isEqualTo(NOW + 6);
        JsonNode token = tokens(report).get(0);
        assertThat(token.get("jti").asString()).isEqualTo("a");
        assertThat(token.get("subject").asString()).isEqualTo("viewer-a");
        assertThat(token.get("linkId").asString()).isEqualTo("link-1");
        assertThat(token.get("position").asLong()).isEqualTo(7);
        assertThat(token.get("requests").asLong()).isEqualTo(3);
        assertThat(token.get("bytes").asLong()).isEqualTo(123);
        assertThat(token.get("objects").asLong()).isEqualTo(2);
        assertThat(token.get("granted").get("at").asLong()).isEqualTo(NOW + 6);
        assertThat(token.get("granted").get("position").asLong()).isEqualTo(POSITION + 1);
        assertThat(token.has("refused")).isFalse();
        assertThat(json(report).has("dropped")).isFalse();
        assertThat(counts.isEmpty()).isTrue();
    }

    @Test
    void a_view_is_an_open_after_thirty_minutes_without_one_and_news_if_it_is_the_tokens_first() {
        assertThat(counts.granted(token("a"), OBJECT, 1, NOW, POSITION, NOWHERE))
                .isTrue();
        assertThat(counts.granted(token("a"), OBJECT, 1, NOW + 29 * MINUTE, POSITION, NOWHERE))
                .isFalse();
        counts.granted(token("a"), OBJECT, 1, NOW + 58 * MINUTE, POSITION, NOWHERE);
        assertThat(opens()).containsExactly(NOW);

        assertThat(counts.granted(token("a"), OBJECT, 1, NOW + 88 * MINUTE, POSITION, NOWHERE))
                .isFalse();
        assertThat(opens()).containsExactly(NOW + 88 * MINUTE);
        counts.granted(token("a"), OBJECT, 1, NOW + 89 * MINUTE, POSITION, NOWHERE);
        assertThat(tokens(counts.take("FRA")).get(0).has("opens")).isFalse();
    }

    private List<Long> opens() {
        return longs(tokens(counts.take("FRA")).get(0).get("opens"));
    }

    @Test
    void a_report_has_what_was_counted_since_the_one_before_and_objects_since_the_beginning() {
        counts.granted(token("a"), OBJECT, 100, NOW, POSITION, viewer("192.0.2.1", "DE"));
        counts.take("FRA");
        counts.granted(token("a"), "gallery/b.jpg", 10, NOW + 1, POSITION, viewer("192.0.2.1", "DE"));

        Report second = counts.take("FRA");

        assertThat(second.id()).isEqualTo("isolate-1.2");
        assertThat(json(second).get("from").asLong()).isEqualTo(NOW + 1);
        JsonNode token = tokens(second).get(0);
        assertThat(token.get("requests").asLong()).isEqualTo(1);
        assertThat(token.get("bytes").asLong()).isEqualTo(10);
        assertThat(token.get("objects").asLong()).isEqualTo(2);
        assertThat(token.get("countries").get("DE").asLong()).isEqualTo(1);
    }

    @Test
    void requests_are_counted_by_country_and_networks_by_hash_without_an_address() {
        Networks networks = new Networks();
        UsageCounts here = Counted.counts(networks);
        here.granted(token("a"), OBJECT, 1, NOW, POSITION, viewer("192.0.2.1", "DE"));
        networks.take(Networks.weekOf(NOW), Utf8.encode("0123456789abcdef"));
        here.granted(token("a"), OBJECT, 1, NOW + 2000, POSITION, viewer("192.0.2.1", "DE"));
        here.granted(token("a"), OBJECT, 1, NOW + 3000, POSITION, viewer("192.0.2.200", "DE"));
        here.granted(token("a"), OBJECT, 1, NOW + 4000, POSITION, viewer("198.51.100.1", "FR"));
        here.granted(token("a"), OBJECT, 1, NOW + 5000, POSITION, viewer("2001:db8:1::1", "T1"));
        here.granted(token("a"), OBJECT, 1, NOW + 6000, POSITION, viewer("no address", "?"));
        here.granted(token("a"), OBJECT, 1, NOW + 7000, POSITION, viewer("\u0661.\u0662.3.4", null));

        Report report = here.take("FRA");

        JsonNode token = tokens(report).get(0);
        assertThat(token.get("requests").asLong()).isEqualTo(7);
        assertThat(token.get("countries").get("DE").asLong()).isEqualTo(3);
        assertThat(token.get("countries").get("FR").asLong()).isEqualTo(1);
        assertThat(token.get("countries").get("T1").asLong()).isEqualTo(1);
        assertThat(token.get("countries").has("?")).isFalse();
        assertThat(texts(token.get("networks")))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allMatch(hash -> hash.matches("[0-9a-f]{8}"));
        assertThat(token.get("week").asLong()).isEqualTo(Networks.weekOf(NOW));
        assertThat(report.body()).doesNotContain("192.0", "198.51", "2001");
    }

    @Test
    void a_token_is_located_once_a_second_and_views_between_count_for_the_same_country() {
        counts.granted(token("a"), OBJECT, 1, NOW, POSITION, viewer("192.0.2.1", "DE"));
        counts.granted(token("a"), OBJECT, 1, NOW + 999, POSITION, viewer("198.51.100.1", "FR"));
        counts.granted(token("b"), OBJECT, 1, NOW + 999, POSITION, viewer("198.51.100.1", "FR"));
        counts.granted(token("a"), OBJECT, 1, NOW + 1_000, POSITION, viewer("198.51.100.1", "FR"));

        JsonNode tokens = tokens(counts.take("FRA"));

        assertThat(tokens.get(0).get("countries").toString()).contains("\"DE\":2", "\"FR\":1");
        assertThat(tokens.get(1).get("countries").toString()).isEqualTo("{\"FR\":1}");
    }

    @Test
    void countries_have_a_week_where_no_networks_are_counted() {
        counts.granted(token("a"), OBJECT, 1, NOW, POSITION, viewer("192.0.2.1", "DE"));
        counts.granted(token("b"), OBJECT, 1, NOW, POSITION, NOWHERE);
        counts.granted(token("a"), OBJECT, 1, NOW + 7 * 24 * 60 * MINUTE, POSITION, viewer("192.0.2.1", "DE"));

        JsonNode tokens = tokens(counts.take("FRA"));

        assertThat(tokens.get(0).get("week").asLong())
                .as("of the last view")
                .isEqualTo(Networks.weekOf(NOW + 7 * 24 * 60 * MINUTE));
        assertThat(tokens.get(0).has("networks")).isFalse();
        assertThat(tokens.get(1).has("week")).as("nothing has a week").isFalse();
    }

    @Test
    void a_clock_that_was_set_back_stops_neither_opens_nor_news() {
        long back = NOW - 120 * MINUTE;
        counts.granted(token("a"), OBJECT, 1, NOW, POSITION, NOWHERE);
        counts.refused(token("a"), Refusal.REVOKED, Handle.parse("jti:a"), NOW, 41);
        counts.granted(token("a"), OBJECT, 1, NOW - 2_000, POSITION, NOWHERE);
        counts.granted(token("a"), OBJECT, 1, back, POSITION, NOWHERE);

        assertThat(counts.refused(token("a"), Refusal.REVOKED, Handle.parse("jti:a"), back, 41))
                .isTrue();
        assertThat(opens()).as("none for two views side by side").containsExactly(NOW, back);
    }

    @Test
    void a_report_speaks_of_one_week() {
        Networks networks = new Networks();
        UsageCounts here = Counted.counts(networks);
        networks.take(Networks.weekOf(NOW), Utf8.encode("0123456789abcdef"));
        here.granted(token("a"), OBJECT, 1, NOW, POSITION, viewer("192.0.2.1", "DE"));
        long nextWeek = NOW + 7 * 24 * 60 * MINUTE;
        here.granted(token("b"), OBJECT, 1, nextWeek, POSITION, viewer("192.0.2.1", "DE"));
        networks.take(Networks.weekOf(nextWeek), Utf8.encode("another key, too"));
        here.granted(token("a"), OBJECT, 1, nextWeek, POSITION, viewer("192.0.2.1", "DE"));

        JsonNode tokens = tokens(here.take("FRA"));

        assertThat(tokens.get(0).get("networks")).hasSize(1);
        assertThat(tokens.get(0).get("week").asLong()).isEqualTo(Networks.weekOf(nextWeek));
        assertThat(tokens.get(1).has("networks")).as("of a week without a key").isFalse();
    }

    @Test
    void a_refusal_is_counted_by_reason_and_a_revocations_with_the_handle_that_matched() {
        assertThat(counts.refused(token("a"), Refusal.REVOKED, Handle.parse("lnk:link-1"), NOW, 41))
                .isTrue();
        counts.refused(token("a"), Refusal.REVOKED, Handle.parse("lnk:link-1"), NOW + 3, 42);
        counts.refused(token("a"), Refusal.REVOKED, Handle.parse("jti:a"), NOW + 4, 42);
        assertThat(counts.refused(token("a"), Refusal.EXPIRED, null, NOW + 5, 42))
                .isFalse();

        JsonNode token = tokens(counts.take("FRA")).get(0);

        assertThat(token.has("requests")).isFalse();
        assertThat(token.has("granted")).isFalse();
        JsonNode refused = token.get("refused");
        assertThat(refused).hasSize(3);
        assertThat(refused.get(0).get("reason").asString()).isEqualTo("revoked");
        assertThat(refused.get(0).get("handle").asString()).isEqualTo("lnk:link-1");
        assertThat(refused.get(0).get("count").asLong()).isEqualTo(2);
        assertThat(refused.get(0).get("firstAt").asLong()).isEqualTo(NOW);
        assertThat(refused.get(0).get("lastAt").asLong()).isEqualTo(NOW + 3);
        assertThat(refused.get(0).get("firstPosition").asLong()).isEqualTo(41);
        assertThat(refused.get(0).get("lastPosition").asLong()).isEqualTo(42);
        assertThat(refused.get(1).get("handle").asString()).isEqualTo("jti:a");
        assertThat(refused.get(2).get("reason").asString()).isEqualTo("expired");
        assertThat(refused.get(2).has("handle")).isFalse();
    }

    @Test
    void a_revocations_refusal_is_news_again_with_another_handle_a_newer_head_or_ten_seconds_later() {
        assertThat(counts.refused(token("a"), Refusal.REVOKED, Handle.parse("jti:a"), NOW, 41))
                .isTrue();
        assertThat(counts.refused(token("a"), Refusal.REVOKED, Handle.parse("jti:a"), NOW + 9_999, 41))
                .isFalse();
        assertThat(counts.refused(token("a"), Refusal.REVOKED, Handle.parse("jti:a"), NOW + 10_000, 41))
                .isTrue();
        assertThat(counts.refused(token("a"), Refusal.REVOKED, Handle.parse("jti:a"), NOW + 10_001, 42))
                .isTrue();
        assertThat(counts.refused(token("a"), Refusal.REVOKED, Handle.parse("lnk:link-1"), NOW + 10_002, 42))
                .isTrue();
        assertThat(counts.refused(token("b"), Refusal.REVOKED, Handle.parse("lnk:link-1"), NOW + 10_003, 42))
                .isTrue();
    }

    @Test
    void refusals_without_a_good_signature_are_counted_by_reason_alone() {
        counts.refused(Refusal.BAD_SIGNATURE, NOW);
        counts.refused(Refusal.BAD_SIGNATURE, NOW);
        counts.refused(Refusal.MALFORMED_KEY, NOW);

        JsonNode report = json(counts.take("FRA"));

        assertThat(report.get("refusals").get("bad-signature").asLong()).isEqualTo(2);
        assertThat(report.get("refusals").get("malformed-key").asLong()).isEqualTo(1);
        assertThat(report.get("tokens")).isEmpty();
        assertThat(counts.isEmpty()).isTrue();
    }

    @Test
    void an_uncounted_token_leaves_nothing() {
        assertThat(counts.granted(token("a", true), OBJECT, 1, NOW, POSITION, NOWHERE))
                .isFalse();
        assertThat(counts.refused(token("a", true), Refusal.REVOKED, Handle.parse("jti:a"), NOW, POSITION))
                .isFalse();

        assertThat(counts.isEmpty()).isTrue();
    }

    @Test
    void what_does_not_fit_is_counted_as_dropped() {
        for (int i = 0; i < UsageCounts.MAX_PENDING + 5; i++) {
            counts.granted(token("t" + i), OBJECT, 1, NOW, POSITION, NOWHERE);
        }
        counts.granted(token("t0"), OBJECT, 1, NOW, POSITION, NOWHERE);

        int reported = 0;
        Report report = counts.take("FRA");
        assertThat(json(report).get("dropped").asLong()).isEqualTo(5);
        assertThat(tokens(report)).hasSize(UsageCounts.MAX_REPORTED);
        assertThat(tokens(report).get(0).get("requests").asLong()).isEqualTo(2);
        while (!counts.isEmpty()) {
            reported += tokens(report).size();
            report = counts.take("FRA");
            assertThat(json(report).has("dropped")).isFalse();
        }
        assertThat(reported + tokens(report).size()).isEqualTo(UsageCounts.MAX_PENDING);
        assertThat(report.id()).isEqualTo("isolate-1.4");
    }

    @Test
    void the_tokens_of_one_report_have_a_bounded_number_of_everything_and_the_report_of_bytes() {
        for (int i = 0; i < 300; i++) {
            MediaClaims token = token("x".repeat(1_500) + i);
            for (int r = 0; r < CountedToken.MOST + 3; r++) {
                counts.granted(
                        token,
                        "gallery/" + r,
                        1,
                        NOW + r * 31 * MINUTE,
                        POSITION,
                        viewer("192.0." + r + ".1", "" + (char) ('A' + r) + 'A'));
                counts.refused(token, Refusal.REVOKED, Handle.parse("file:" + "\"".repeat(500) + r), NOW, POSITION);
            }
        }

        Report report = counts.take("a location's name that is too long");

        assertThat(report.body().getBytes(StandardCharsets.UTF_8).length).isBetween(150 << 10, 256 << 10);
        JsonNode token = tokens(report).get(0);
        assertThat(token.get("opens")).hasSize(16);
        assertThat(token.get("refused")).hasSize(16);
        assertThat(token.get("requests").asLong()).isEqualTo(19);
        assertThat(json(report).get("location").asString()).isEqualTo("a location's nam");
        assertThat(json(report).get("dropped").asLong()).isEqualTo(3 * 300);
        assertThat(counts.isEmpty()).isFalse();
    }

    @Test
    void distinct_objects_are_counted_up_to_a_bound() {
        for (int i = 0; i < 1_000; i++) {
            counts.granted(token("a"), "gallery/" + i, 1, NOW, POSITION, NOWHERE);
            counts.granted(token("a"), "gallery/" + i / 2, 1, NOW, POSITION, NOWHERE);
            if (i == 99) {
                assertThat(tokens(counts.take("FRA")).get(0).get("objects").asLong())
                        .isEqualTo(100);
            }
        }

        assertThat(tokens(counts.take("FRA")).get(0).get("objects").asLong()).isEqualTo(DistinctObjects.MOST);
    }
}
