package dev.edgepass.consumer.views.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.event.UsageEvent.ViewsReported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random reports and erasures, folded in random batches with redeliveries, against a fold that is written as plainly as the rules can be said. */
class ViewsSimulationTest {
    private static final int RUNS = 20;
    private static final int RECORDS = 150;
    private static final long DAY = 24 * 60 * Reports.MINUTE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_the_batches_are_the_outcome_is_that_of_the_rules(long firstSeed) {
        for (long seed = firstSeed * RUNS; seed < (firstSeed + 1) * RUNS; seed++) {
            Random random = new Random(seed);
            List<UsageRecord> log = log(random);
            FoldedPartition folded = new FoldedPartition();
            while (folded.offset() < log.size()) {
                int from = Math.max(0, folded.offset() - random.nextInt(4));
                int to = Math.min(log.size(), folded.offset() + 1 + random.nextInt(20));
                folded.deliver(log.subList(from, to), random.nextInt(5) == 0);
            }

            NaiveViews naive = new NaiveViews();
            log.forEach(naive::take);
            assertThat(folded.counts()).as("counts, seed %d", seed).isEqualTo(naive.counts());
            assertThat(folded.receipts()).as("receipts, seed %d", seed).isEqualTo(naive.receipts());
            assertThat(folded.locations()).as("locations, seed %d", seed).isEqualTo(naive.locations());
            naive.requireGrants(folded.grants(), seed);
            FoldedPartition atOnce = new FoldedPartition();
            atOnce.deliver(log, false);
            assertThat(folded).as("the batches' boundaries, seed %d", seed).isEqualTo(atOnce);
        }
    }

    private static List<UsageRecord> log(Random random) {
        Map<String, Long> numbers = new HashMap<>();
        List<ViewsReported> sent = new ArrayList<>();
        List<UsageRecord> log = new ArrayList<>();
        long time = Reports.MIDNIGHT;
        for (int offset = 0; offset < RECORDS; offset++) {
            // Hours pass, and at times days; the issuers' clocks differ a little.
            time += random.nextInt(40) == 0 ? DAY : random.nextInt(20) * Reports.MINUTE;
            long recordTime = time - random.nextInt(3) * 1_000;
            UsageEvent event;
            int kind = random.nextInt(20);
            if (kind == 0) {
                event = new ViewerErased("L" + random.nextInt(3), "v-" + random.nextInt(6), "ada");
            } else if (kind == 1) {
                event = null;
            } else if (kind < 5 && !sent.isEmpty()) {
                // Soon, as the Worker does: after two silent days nobody knows the isolate any more.
                event = sent.get(sent.size() - 1 - random.nextInt(Math.min(3, sent.size())));
            } else {
                String isolate = "i" + random.nextInt(5);
                ViewsReported reported = report(random, isolate, numbers.merge(isolate, 1L, Long::sum), recordTime);
                sent.add(reported);
                event = reported;
            }
            log.add(new UsageRecord(offset, recordTime, event));
        }
        return log;
    }

    private static ViewsReported report(Random random, String isolate, long number, long recordTime) {
        List<TokenViews> tokens = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            tokens.add(token(random, recordTime));
        }
        return new ViewsReported(
                isolate,
                number,
                random.nextBoolean() ? "FRA" : "IAD",
                recordTime,
                edgeTime(random, recordTime),
                tokens,
                Map.of(),
                0);
    }

    private static TokenViews token(Random random, long recordTime) {
        String subject = "v-" + random.nextInt(6);
        String link = random.nextInt(4) == 0 ? null : "L" + random.nextInt(3);
        List<Long> opens = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            opens.add(edgeTime(random, recordTime));
        }
        boolean granted = !opens.isEmpty() || random.nextBoolean();
        List<Refused> refused = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            long first = edgeTime(random, recordTime);
            String[] handles = {"lnk:" + link, "sub:" + subject, "jti:t-" + subject, "all:", "?", null};
            refused.add(new Refused(
                    random.nextBoolean() ? "revoked" : "expired",
                    handles[random.nextInt(handles.length)],
                    1 + random.nextInt(3),
                    first,
                    first + random.nextInt(5),
                    random.nextInt(30),
                    random.nextInt(30)));
        }
        return new TokenViews(
                "t-" + subject,
                subject,
                link,
                null,
                random.nextInt(12),
                opens,
                granted ? 1 + random.nextInt(4) : 0,
                granted ? random.nextInt(1_000) : 0,
                random.nextInt(5),
                granted ? Map.of(random.nextBoolean() ? "DE" : "AT", 1L, "CH", 2L) : Map.of(),
                granted && random.nextInt(4) > 0 ? List.of("0000000" + random.nextInt(8)) : List.of(),
                EdgeTimes.week(recordTime) + random.nextInt(3) - 1,
                granted ? new Granted(edgeTime(random, recordTime), 3) : null,
                refused);
    }

    private static long edgeTime(Random random, long recordTime) {
        return random.nextInt(20) == 0
                ? recordTime + DAY
                : recordTime - random.nextInt(40) * Reports.MINUTE + random.nextInt(3) * Reports.MINUTE;
    }
}
