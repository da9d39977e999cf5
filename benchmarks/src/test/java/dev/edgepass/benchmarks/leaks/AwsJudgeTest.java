package dev.edgepass.benchmarks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.benchmarks.leaks.AwsJudge.Site;
import dev.edgepass.benchmarks.leaks.Visit.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** All visits are in the first look-back period unless a test says otherwise, and the site has three sessions of one request a second in it. */
class AwsJudgeTest {
    private static final Visit USUAL = visit(0, 100, 100, 1, 1, 1, 1);

    @Test
    void more_than_2_2_times_the_median_rate_is_an_alarm_by_itself() {
        assertThat(alarm(true, visit(0, 100, 210, 1, 1, 1, 1))).isEmpty();
        assertThat(alarm(true, visit(0, 100, 240, 1, 1, 1, 1))).hasValue(600);
    }

    @Test
    void at_the_median_rate_two_of_addresses_agents_and_referers_are_needed() {
        assertThat(alarm(true, USUAL, visit(100, 100, 100, 1, 2, 1, 1))).isEmpty();
        assertThat(alarm(true, USUAL, visit(100, 100, 100, 1, 2, 2, 1))).hasValue(600);
        assertThat(alarm(true, USUAL, visit(100, 100, 100, 1, 1, 2, 2))).hasValue(600);
        assertThat(alarm(true, USUAL, visit(100, 100, 100, 1, 2, 1, 2))).hasValue(600);
    }

    @Test
    void without_the_rate_all_three_are_needed() {
        assertThat(alarm(false, visit(0, 100, 900, 1, 1, 1, 1))).isEmpty();
        assertThat(alarm(false, USUAL, visit(100, 100, 100, 1, 2, 2, 1))).isEmpty();
        assertThat(alarm(false, USUAL, visit(100, 100, 100, 1, 2, 2, 2))).hasValue(600);
    }

    @Test
    void sessions_of_two_viewers_and_of_two_periods_are_apart() {
        assertThat(alarm(false, USUAL, visit(100, 100, 100, 2, 2, 2, 2))).isEmpty();
        assertThat(alarm(false, USUAL, visit(600, 100, 100, 1, 2, 2, 2))).isEmpty();
    }

    @Test
    void sessions_under_30_seconds_and_periods_with_fewer_than_3_sessions_are_not_judged() {
        assertThat(alarm(false, visit(0, 10, 10, 1, 1, 1, 1), visit(15, 10, 10, 1, 2, 2, 2)))
                .isEmpty();
        assertThat(new AwsJudge(new Site(), false).alarm(week(USUAL, visit(100, 100, 100, 1, 2, 2, 2)), 0))
                .isEmpty();
    }

    @Test
    void alarms_before_the_leak_do_not_count() {
        AwsJudge judge = new AwsJudge(site(), false);

        assertThat(judge.alarm(week(USUAL, visit(100, 100, 100, 1, 2, 2, 2)), 700))
                .isEmpty();
    }

    private static OptionalInt alarm(boolean rates, Visit... visits) {
        return new AwsJudge(site(), rates).alarm(week(visits), 0);
    }

    private static Site site() {
        Site site = new Site();
        List<Visit> visits = new ArrayList<>();
        for (int subject = 1; subject <= 3; subject++) {
            visits.add(visit(0, 100, 100, subject, 1, 1, 1));
            visits.add(visit(600, 100, 100, subject, 1, 1, 1));
        }
        site.add(week(visits.toArray(Visit[]::new)));
        site.sort();
        return site;
    }

    private static LinkWeek week(Visit... visits) {
        return LinkWeek.of(false, null, List.of(visits), List.of());
    }

    private static Visit visit(int at, int seconds, int requests, int subject, int address, int agent, int referer) {
        return new Visit(at, seconds, requests, subject, new Place(address, 1, 1, 0), agent, referer);
    }
}
