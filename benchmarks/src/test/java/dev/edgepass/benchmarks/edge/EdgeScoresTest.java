package dev.edgepass.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.benchmarks.report.Scorecard.Row;
import dev.edgepass.benchmarks.report.Scorecard.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EdgeScoresTest {
    private static final int ROUNDS = 20;
    private static final String MANY = "1,000,000 entries: with / without";

    private final ObjectNode measured = JsonMapper.shared().createObjectNode();

    /** What holds every goal. */
    @BeforeEach
    void hold() {
        measured.put("entries", 1_000_000);
        measured.putObject("samples");
        for (String part : new String[] {"newTokens", "gallery", "large"}) {
            cpu(part, "nothing", 80);
            cpu(part, "webcrypto", 320);
            cpu(part, "jose", 350);
            cpu(part, "tsndr", 340);
            cpu(part, "edgepass-not-hot", 200);
            cpu(part, "edgepass", 85);
        }
        sample("seeks", "edgepass", "bytesServed", 1000, "bytesRead", 1000);
        cpu("entries", "none", 100);
        cpu("entries", "none-again", 101);
        cpu("entries", "many", 102);
        for (String part : new String[] {"counting", "countingNew"}) {
            cpu(part, "off", 100);
            cpu(part, "off-again", 100);
            cpu(part, "on", 104);
        }
        sample("memory", "edgepass", "heapMb", 15.3, "residentMb", 15.8, "peakMb", 34);
        for (String worker : new String[] {"nothing", "jose", "edgepass"}) {
            sample("coldStart", worker, "cpuMs", 100, "wallMs", 120);
        }
        sample(
                "operations",
                "first",
                "requests",
                117,
                "mediaReads",
                117,
                "feedReads",
                2,
                "kvReads",
                2,
                "cacheMatches",
                117);
        sample(
                "operations",
                "later",
                "requests",
                117,
                "mediaReads",
                117,
                "feedReads",
                1,
                "kvReads",
                0,
                "cacheMatches",
                0);
        sample(
                "operations",
                "again",
                "requests",
                117,
                "mediaReads",
                0,
                "feedReads",
                1,
                "kvReads",
                0,
                "cacheMatches",
                0);
        measured.putObject("bundles")
                .put("webcrypto", 2_000)
                .put("jose", 8_000)
                .put("tsndr", 3_000)
                .put("edgepass", 20_480);
    }

    @Test
    void every_goal_can_be_held() {
        assertThat(scores().rows()).extracting(Row::verdict).doesNotContain(Verdict.MISSED);
    }

    @Test
    void a_gallery_as_dear_as_half_of_jose_misses_its_goal() {
        cpu("gallery", "edgepass", 175);

        assertThat(row("Gallery: Edgepass / jose"))
                .isEqualTo(new Row("Gallery: Edgepass / jose", "0.50 (0.50 to 0.50)", "<= 0.27", Verdict.MISSED));
        assertThat(row("Gallery: Edgepass, HOT_MEDIA_BYTES=0 / jose").verdict()).isEqualTo(Verdict.HELD);
    }

    @Test
    void entries_that_cost_four_percent_miss_their_goal() {
        cpu("entries", "many", 104);

        assertThat(row(MANY).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void entries_are_not_said_to_cost_nothing_where_two_equal_workers_differ_as_much() {
        cpu("entries", "none-again", 110);

        assertThat(row("1,000,000 entries: A/A control, 20 rounds").measured()).endsWith("can't tell 3 %");
        assertThat(row(MANY).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void counting_that_costs_six_percent_misses_its_goal() {
        cpu("counting", "on", 106);

        assertThat(row("Views counted, gallery: on / off, 20 rounds, 95 % interval"))
                .isEqualTo(new Row(
                        "Views counted, gallery: on / off, 20 rounds, 95 % interval",
                        "1.060 (1.060 to 1.060)", "upper <= 1.05", Verdict.MISSED));
        assertThat(row("Views counted, every token new: on / off, 20 rounds, 95 % interval")
                        .verdict())
                .isEqualTo(Verdict.HELD);
    }

    @Test
    void seeks_that_read_more_than_they_show_miss_their_goal() {
        remove("seeks", "edgepass");
        sample("seeks", "edgepass", "bytesServed", 1000, "bytesRead", 1100);

        assertThat(row("Seeks in 1 GB: bytes read from R2 / bytes served").verdict())
                .isEqualTo(Verdict.MISSED);
    }

    @Test
    void a_gallery_that_costs_a_sixth_more_than_nothing_misses_its_goal() {
        cpu("gallery", "edgepass", 93);

        assertThat(row("Gallery: Edgepass / do-nothing Worker"))
                .isEqualTo(new Row(
                        "Gallery: Edgepass / do-nothing Worker", "1.16 (1.16 to 1.16)", "<= 1.15", Verdict.MISSED));
    }

    @Test
    void cold_start_and_bundle_are_told_without_a_goal() {
        assertThat(row("Cold start: Edgepass / jose").verdict()).isEqualTo(Verdict.MEASURED);
        assertThat(row("Bundle, gzipped: Edgepass").measured()).isEqualTo("20.0 KB");
    }

    @Test
    void gallery_loads_are_counted_as_the_free_plan_counts_them() {
        assertThat(row("A gallery's load, the first at a location").measured())
                .isEqualTo("117 requests, 119 R2 reads (2 of the feed), 2 KV reads, 117 cache look-ups");
        assertThat(row("500 loads a day, more than a minute apart").measured())
                .isEqualTo(
                        "58,500 of 100,000 requests a day, 1,770,000 of 10,000,000 R2 reads a month, 0 of 100,000 KV reads a day");
        assertThat(row("The most that fits").measured()).isEqualTo("854 loads a day by requests, 2,824 by R2 reads");
    }

    @Test
    void the_picture_has_a_bar_for_every_worker_in_every_case() {
        measured.put("rounds", ROUNDS).putObject("machine").put("cpu", "Some <CPU> & more");

        String svg = new EdgeScores(measured).chart();

        assertThat(svg).startsWith("<svg ").endsWith("</svg>\n").contains("Some &lt;CPU&gt; &amp; more");
        assertThat(svg.split("class=\"spread\"", -1)).hasSize(1 + 3 * 6);
        assertThat(svg).contains(">Edgepass, HOT_MEDIA_BYTES=0</text>", ">350</text>");
    }

    private Scorecard scores() {
        Scorecard scores = new Scorecard();
        new EdgeScores(measured).write(scores);
        return scores;
    }

    private Row row(String what) {
        return scores().rows().stream()
                .filter(row -> row.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private ArrayNode part(String name) {
        ObjectNode samples = measured.withObject("/samples");
        return samples.has(name) ? (ArrayNode) samples.get(name) : samples.putArray(name);
    }

    private void remove(String part, String worker) {
        part(part).removeIf(sample -> sample.path("worker").asString("").equals(worker));
    }

    private void cpu(String part, String worker, double micros) {
        remove(part, worker);
        for (int round = 0; round < ROUNDS; round++) {
            part(part).addObject().put("round", round).put("worker", worker).put("cpuMicros", micros);
        }
    }

    private void sample(String part, String worker, Object... figures) {
        ObjectNode sample = part(part).addObject().put("round", 0).put("worker", worker);
        for (int i = 0; i < figures.length; i += 2) {
            sample.put((String) figures[i], ((Number) figures[i + 1]).doubleValue());
        }
    }
}
