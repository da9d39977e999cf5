package dev.edgepass.consumer.archive.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.log.LogUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final long INTERVAL = 900_000;
    private static final LogName OTHER = new LogName("edgepass.publications", 0, "CCCCCCCCCCCCCCCCCCCCCC", 0);

    private final TestArchive archive = new TestArchive();
    private final FakeOutside outside = new FakeOutside();

    /** Two partitions with the same records, and a clock that the test sets. */
    private final class FakeOutside implements Rounds.Outside {
        private long now;
        private boolean leads = true;
        private boolean isBrokerAway;
        private List<LogName> current = List.of(TestArchive.LOG, OTHER);
        private final List<String> said = new ArrayList<>();
        private final List<Long> asks = new ArrayList<>();

        @Override
        public Map<LogName, Long> ends() {
            asks.add(now);
            if (isBrokerAway) {
                throw new LogUnavailable("Kafka is away", null);
            }
            Map<LogName, Long> ends = new LinkedHashMap<>();
            current.forEach(log -> ends.put(log, (long) archive.topic.size()));
            return ends;
        }

        @Override
        public List<LogName> inBucket() {
            return archive.store.list(LogObjects.CHECKPOINTS).stream()
                    .map(key -> LogName.parse(key.substring(LogObjects.CHECKPOINTS.length())))
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public LogSeal seal(LogName log) {
            return archive.writer(log);
        }

        @Override
        public LogRecords records(LogName log) {
            return archive.records();
        }

        @Override
        public boolean leads() {
            return leads;
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public void failed(String why) {
            said.add(why);
        }

        @Override
        public void stopped(LogName log, String why) {
            said.add(log.id() + ": " + why);
        }
    }

    /** Runs the rounds for so long; how many there were. */
    private int runFor(Rounds rounds, long millis) throws InterruptedException {
        long until = outside.now + millis;
        int count = 0;
        while (outside.now + Math.max(0, rounds.waitMillis()) <= until) {
            outside.now += Math.max(0, rounds.waitMillis());
            rounds.run();
            count++;
        }
        outside.now = until;
        return count;
    }

    @Test
    void who_leads_seals_every_log_at_each_interval() throws Exception {
        Rounds rounds = new Rounds(outside, INTERVAL);
        archive.grow(10);

        assertThat(runFor(rounds, 4 * INTERVAL)).isEqualTo(5);
        assertThat(rounds.run()).extracting(log -> log.sealed().size()).containsExactly(10L, 10L);
        assertThat(archive.store.puts.stream().filter(key -> key.startsWith("checkpoint/")))
                .hasSize(2);
    }

    @Test
    void who_stands_by_writes_nothing_and_remembers_each_checkpoint() throws Exception {
        archive.grow(10).seal();
        archive.store.puts.clear();
        archive.memory.notes.clear();
        outside.leads = false;
        outside.current = List.of(TestArchive.LOG);

        List<LogState> states = new Rounds(outside, INTERVAL).run();

        assertThat(states).singleElement().satisfies(log -> {
            assertThat(log.sealed().size()).isEqualTo(10);
            assertThat(log.trouble()).isNull();
        });
        assertThat(archive.store.puts).isEmpty();
        assertThat(archive.memory.seen(TestArchive.LOG)).hasValue(archive.checkpoint());
    }

    @Test
    void an_hour_in_which_r2_refuses_costs_few_calls_and_is_made_up_for_afterwards() throws Exception {
        Rounds rounds = new Rounds(outside, INTERVAL);
        rounds.run();
        archive.grow(10).store.isAway = true;

        int tries = runFor(rounds, 3_600_000);
        List<LogState> meanwhile = rounds.run();
        archive.store.isAway = false;
        runFor(rounds, 300_000);

        // 1, 2, 4 .. 256 s, then each five minutes.
        assertThat(tries).isBetween(15, 25);
        assertThat(meanwhile).allSatisfy(log -> assertThat(log.failed()).isEqualTo("R2 is away"));
        assertThat(rounds.run()).allSatisfy(log -> {
            assertThat(log.trouble()).isNull();
            assertThat(log.sealed().size()).isEqualTo(10);
            assertThat(outside.now - log.goodAt()).isLessThanOrEqualTo(300_000);
        });
    }

    @Test
    void a_broker_that_is_away_is_said_of_every_log() throws Exception {
        Rounds rounds = new Rounds(outside, INTERVAL);
        rounds.run();
        outside.isBrokerAway = true;

        assertThat(rounds.run())
                .hasSize(2)
                .allSatisfy(log -> assertThat(log.failed()).isEqualTo("Kafka is away"));
        assertThat(rounds.waitMillis()).isEqualTo(1_000);
    }

    @Test
    void a_log_that_stopped_doesnt_stop_the_others_nor_hurry_the_next_round() throws Exception {
        Rounds rounds = new Rounds(outside, INTERVAL);
        archive.grow(10);
        rounds.run();
        archive.store.objects.remove(archive.checkpointKey());
        archive.grow(20);

        List<LogState> states = rounds.run();

        assertThat(states)
                .extracting(LogState::stopped)
                .satisfiesExactly(
                        stopped -> assertThat(stopped).contains("gone from the bucket"),
                        stopped -> assertThat(stopped).isNull());
        assertThat(states).extracting(log -> log.sealed().size()).containsExactly(10L, 20L);
        assertThat(rounds.waitMillis()).isEqualTo(INTERVAL);
        assertThat(outside.said).singleElement().asString().startsWith("edgepass.control-0: ");
    }

    @Test
    void a_topic_that_was_made_anew_is_another_log_and_the_earlier_one_stays() throws Exception {
        Rounds rounds = new Rounds(outside, INTERVAL);
        archive.grow(10);
        rounds.run();
        LogName anew = new LogName(TestArchive.LOG.topic(), 0, "DDDDDDDDDDDDDDDDDDDDDD", 0);
        archive.topic.subList(5, 10).clear();
        outside.current = List.of(anew, new LogName(OTHER.topic(), 0, "E".repeat(22), 0));

        List<LogState> states = rounds.run();

        assertThat(states)
                .extracting(LogState::id)
                .containsExactly(
                        "edgepass.control-0." + TestArchive.LOG.topicId(),
                        "edgepass.control-0",
                        "edgepass.publications-0." + OTHER.topicId(),
                        "edgepass.publications-0");
        assertThat(states).extracting(log -> log.sealed().size()).containsExactly(10L, 5L, 10L, 5L);
        assertThat(states).allMatch(log -> log.trouble() == null);
    }

    @Test
    void logs_of_earlier_topics_are_found_in_the_bucket_after_a_restart() throws Exception {
        archive.grow(10);
        new Rounds(outside, INTERVAL).run();
        outside.current = List.of(OTHER);

        assertThat(new Rounds(outside, INTERVAL).run())
                .extracting(LogState::isCurrent, log -> log.sealed().size())
                .containsExactly(tuple(false, 10L), tuple(true, 10L));
    }
}
