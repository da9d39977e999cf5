package dev.edgepass.edge.usage.core;

import static dev.edgepass.edge.usage.core.Counted.NOWHERE;
import static dev.edgepass.edge.usage.core.Counted.OBJECT;
import static dev.edgepass.edge.usage.core.Counted.POSITION;
import static dev.edgepass.edge.usage.core.Counted.token;
import static dev.edgepass.edge.usage.core.Counted.tokens;
import static dev.edgepass.edge.usage.core.ReportQueue.NOTHING;
import static dev.edgepass.edge.usage.core.ReportQueue.SEND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportQueueTest {
    private static final long NOW = 1_000_000;

    private final UsageCounts counts = Counted.counts();
    private final ReportQueue queue = new ReportQueue(counts);

    @Test
    void news_leave_after_a_second_and_the_rest_after_ten() {
        assertThat(view("a", NOW)).isEqualTo(1_000);
        assertThat(queue.next(NOW + 1_000)).isEqualTo(SEND);
        acknowledge(NOW + 1_050);
        assertThat(queue.next(NOW + 1_050)).isEqualTo(NOTHING);

        assertThat(view("a", NOW + 2_000)).isEqualTo(10_000);
        assertThat(queue.next(NOW + 12_000)).isEqualTo(SEND);
    }

    @Test
    void one_request_waits_for_all_unless_something_is_due_earlier() {
        view("a", NOW);
        queue.next(NOW + 1_000);
        acknowledge(NOW + 1_000);

        assertThat(view("a", NOW + 2_000)).isEqualTo(10_000);
        assertThat(view("a", NOW + 3_000)).as("the first one waits").isEqualTo(NOTHING);
        assertThat(view("b", NOW + 4_000)).as("news").isEqualTo(1_000);
        assertThat(view("c", NOW + 4_500)).as("news that come with the others").isEqualTo(NOTHING);
        assertThat(queue.next(NOW + 5_000)).isEqualTo(SEND);
        assertThat(tokens(acknowledge(NOW + 5_010))).hasSize(3);
        assertThat(queue.next(NOW + 12_000)).as("nothing is left for the first").isEqualTo(NOTHING);
    }

    @Test
    void the_next_view_sends_what_a_cancelled_request_has_waited_for() {
        view("a", NOW);

        assertThat(view("a", NOW + 999)).isEqualTo(NOTHING);
        assertThat(view("a", NOW + 1_000)).isEqualTo(SEND);
    }

    @Test
    void a_request_that_cannot_wait_leaves_it_to_the_next() {
        view("a", NOW);
        queue.abandon();

        assertThat(view("a", NOW + 10)).isEqualTo(990);
    }

    @Test
    void reports_leave_one_after_the_other_and_what_is_counted_meanwhile_is_merged() {
        view("a", NOW);
        assertThat(queue.next(NOW + 1_000)).isEqualTo(SEND);
        Report first = queue.report("FRA");
        view("a", NOW + 1_001);
        view("b", NOW + 1_002);
        view("b", NOW + 1_003);
        assertThat(queue.next(NOW + 2_002)).as("another is under way").isEqualTo(200);
        assertThat(queue.report("FRA")).as("frozen").isSameAs(first);

        queue.answered(first, 202, NOW + 2_100, 0);
        assertThat(queue.next(NOW + 2_202)).isEqualTo(SEND);

        Report second = queue.report("FRA");
        assertThat(second.id()).isEqualTo("isolate-1.2");
        assertThat(tokens(second).get(0).get("requests").asLong()).isEqualTo(1);
        assertThat(tokens(second).get(1).get("requests").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 302, 401, 403, 404, 408, 429, 500, 503})
    void the_same_report_leaves_again_later_where_it_was_not_acknowledged(int status) {
        view("a", NOW);
        queue.next(NOW + 1_000);
        Report first = queue.report("FRA");

        assertThat(queue.answered(first, status, NOW + 1_000, 0.5)).isFalse();

        assertThat(queue.next(NOW + 1_000)).as("back-off").isEqualTo(1_000);
        view("b", NOW + 1_500);
        assertThat(queue.next(NOW + 2_000)).isEqualTo(SEND);
        assertThat(queue.report("FRA")).isSameAs(first);
    }

    @Test
    void the_wait_doubles_up_to_a_minute_and_differs_from_isolate_to_isolate() {
        view("a", NOW);
        long now = NOW + 1_000;
        for (long wait : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000}) {
            assertThat(queue.next(now)).isEqualTo(SEND);
            queue.failed(queue.report("FRA"), now, 0.5);
            assertThat(queue.next(now)).isEqualTo((int) wait);
            queue.abandon();
            now += wait;
        }
        queue.next(now);
        queue.failed(queue.report("FRA"), now, 1);
        assertThat(queue.next(now)).isEqualTo(75_000);
        acknowledge(now);
        view("b", now);
        queue.next(now + 1_000);
        queue.failed(queue.report("FRA"), now, 0);
        assertThat(queue.next(now)).as("an acknowledgement ends it").isEqualTo(750);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void a_report_that_is_refused_for_good_is_dropped_and_its_number_stays_used(int status) {
        view("a", NOW);
        queue.next(NOW + 1_000);
        assertThat(queue.answered(queue.report("FRA"), status, NOW + 1_000, 0)).isTrue();
        assertThat(queue.next(NOW + 1_000)).isEqualTo(NOTHING);

        view("b", NOW + 2_000);
        assertThat(queue.next(NOW + 3_000)).isEqualTo(SEND);
        assertThat(queue.report("FRA").id()).isEqualTo("isolate-1.2");
    }

    @Test
    void a_report_whose_sender_was_cancelled_is_sent_by_another_request() {
        view("a", NOW);
        queue.next(NOW + 1_000);
        Report lost = queue.report("FRA");

        assertThat(view("a", NOW + 7_999)).isNotEqualTo(SEND);
        assertThat(view("a", NOW + 8_000)).isEqualTo(SEND);
        assertThat(queue.report("FRA")).isSameAs(lost);

        queue.answered(lost, 202, NOW + 8_010, 0);
        queue.answered(lost, 503, NOW + 8_020, 0);
        view("b", NOW + 8_100);
        assertThat(queue.next(NOW + 9_100))
                .as("a late answer to an old report changes nothing")
                .isEqualTo(SEND);
        assertThat(queue.report("FRA").id()).isEqualTo("isolate-1.2");
    }

    @Test
    void what_one_report_cannot_hold_leaves_right_after_it() {
        for (int i = 0; i < UsageCounts.MAX_REPORTED + 1; i++) {
            view("t" + i, NOW);
        }
        queue.next(NOW + 1_000);
        acknowledge(NOW + 1_000);

        assertThat(queue.next(NOW + 1_000)).isEqualTo(SEND);
        assertThat(tokens(queue.report("FRA"))).hasSize(1);
    }

    @Test
    void a_clock_that_went_back_stops_nothing() {
        view("a", NOW);
        queue.next(NOW + 1_000);
        Report first = queue.report("FRA");
        queue.failed(first, NOW + 1_000, 0.5);

        long back = NOW - 3_600_000;
        assertThat(view("b", back)).isEqualTo(SEND);
        assertThat(queue.report("FRA")).isSameAs(first);
    }

    @Test
    void the_only_request_that_waits_waits_on_where_its_clock_was_set_back_a_little() {
        assertThat(view("a", NOW)).isEqualTo(1_000);

        assertThat(queue.woke(NOW + 999)).isEqualTo(1);
        assertThat(queue.woke(NOW + 1_000)).isEqualTo(SEND);
    }

    private int view(String jti, long now) {
        return queue.counted(now, counts.granted(token(jti), OBJECT, 1, now, POSITION, NOWHERE));
    }

    private Report acknowledge(long now) {
        Report report = queue.report("FRA");
        queue.answered(report, 202, now, 0);
        return report;
    }
}
