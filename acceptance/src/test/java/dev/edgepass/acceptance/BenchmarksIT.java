package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code edgepass bench}: each benchmark comes to its end and writes what it measured. The build runs two; the others run with {@code -DexcludedGroups=none}. */
class BenchmarksIT {
    private static final String LONG = "benchmark";

    @TempDir
    Path folder;

    @Test
    void the_revocation_benchmark_keeps_every_promise_and_writes_its_result_and_its_picture() throws Exception {
        Path json = folder.resolve("bench.json");
        Path svg = folder.resolve("bench.svg");
        EdgepassCommand.Result bench = DocumentedCommand.command("./edgepass bench revocation")
                .plus("--quick", "--data", folder.resolve("bench"), "--port-base", RunningStack.freeRange())
                .plus("--json", json, "--svg", svg)
                .run(Duration.ofMinutes(4));

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        assertThat(bench.output()).contains("Every promise held").doesNotContain("BROKEN");
        JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(result.path("promisesHeld").asBoolean()).isTrue();
        assertThat(result.path("latency").path("lateGrants").asInt(-1)).isZero();
        assertThat(result.path("latency")
                        .path("acceptedToRefusedMs")
                        .path("count")
                        .asInt())
                .isEqualTo(9);
        assertThat(result.path("manyTokens").path("feedEntriesAdded").asInt()).isEqualTo(1);
        assertThat(Files.readString(svg)).startsWith("<svg ").endsWith("</svg>\n");
    }

    @Test
    @Tag(LONG)
    void the_benchmark_of_the_worker_measures_every_peer_in_every_round_and_writes_its_result() throws Exception {
        Path json = folder.resolve("edge.json");
        Path svg = folder.resolve("edge.svg");
        EdgepassCommand.Result bench = DocumentedCommand.command(
                        "./edgepass bench edge --json docs/edge-bench.json --svg docs/edge-bench.svg")
                .and("./edgepass bench edge --quick")
                .with("docs/edge-bench.json", json)
                .with("docs/edge-bench.svg", svg)
                .run(Duration.ofMinutes(4));

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        assertThat(bench.output())
                .contains("Gallery: Edgepass / jose", "Bundle, gzipped: Edgepass", "The most that fits");
        JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(result.path("rounds").asInt()).isEqualTo(2);
        assertThat(Files.readString(svg)).startsWith("<svg ");
        for (String worker : new String[] {"nothing", "webcrypto", "jose", "tsndr", "edgepass", "edgepass-not-hot"}) {
            assertThat(result.path("galleryCpuMicros").path(worker)).as(worker).hasSize(2);
        }
    }

    @Test
    @Tag(LONG)
    void the_benchmark_of_the_issuer_measures_it_beside_the_floor_and_every_answer_is_a_token() throws Exception {
        Path json = folder.resolve("issue.json");
        Path svg = folder.resolve("issue.svg");
        EdgepassCommand.Result bench = DocumentedCommand.command("./edgepass bench issue --soak 300")
                .and("./edgepass bench issue --quick")
                .with("300", 5)
                .plus("--no-peers", "--data", folder.resolve("issue"), "--port-base", RunningStack.freeRange())
                .plus("--json", json, "--svg", svg)
                .run(Duration.ofMinutes(4));

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        assertThat(bench.output()).contains("Every promise held", "p99 at 500/s: Edgepass / floor");
        JsonNode samples = JsonMapper.shared().readTree(Files.readString(json)).path("samples");
        assertThat(samples.path("cpuMicros").path("edgepass")).hasSize(2);
        assertThat(samples.path("tokensPerSecond").path("floor")).hasSize(2);
        assertThat(Files.readString(svg)).startsWith("<svg ");
    }

    @Test
    @Tag(LONG)
    void the_benchmark_of_replays_measures_each_program_beside_its_floor_and_all_that_is_replayed_is_equal()
            throws Exception {
        Path json = folder.resolve("replay.json");
        Path svg = folder.resolve("replay.svg");
        EdgepassCommand.Result bench = DocumentedCommand.command("./edgepass bench replay")
                .and("./edgepass bench replay --quick")
                .plus("--data", folder.resolve("replay"), "--port-base", RunningStack.freeRange())
                .plus("--json", json, "--svg", svg)
                .run(Duration.ofMinutes(6));

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        assertThat(bench.output())
                .contains("Every promise held", "Filtered scan, records/s: Edgepass / kafka-consumer-perf-test")
                .contains("Rebuild of Redis, tokens/s: Edgepass / plain writes in a pipeline")
                .contains("bytes of its entry, compressed", "bytes of hashes")
                .contains("Audit's index of a history, events/s", "Was a token good at a moment: p99")
                .containsPattern("Answers about a moment that are wrong +0 +0 +held");
        JsonNode samples = JsonMapper.shared().readTree(Files.readString(json)).path("samples");
        assertThat(samples.path("scanRecordsPerSecond").path("edgepass")).hasSize(1);
        assertThat(samples.path("verifyEventsPerSecond").path("edgepass")).hasSize(1);
        assertThat(samples.path("indexEventsPerSecond").path("edgepass")).hasSize(1);
        assertThat(samples.path("pathAnswerP99Ms").path("edgepass")).hasSize(1);
        assertThat(Files.readString(svg)).startsWith("<svg ");
    }

    @Test
    void the_benchmark_of_unusual_audiences_has_a_row_for_every_kind() {
        EdgepassCommand.Result bench =
                DocumentedCommand.command("./edgepass bench leaks --quick").run(Duration.ofMinutes(1));

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        assertThat(bench.output().lines().filter(line -> line.startsWith("| "))).hasSize(1 + 13 + 1 + 7 * 4);
    }

    @Test
    @Tag(LONG)
    void the_published_figures_of_unusual_audiences_are_what_the_benchmark_prints() throws Exception {
        EdgepassCommand.Result bench =
                DocumentedCommand.command("./edgepass bench leaks").run(Duration.ofMinutes(5));

        assertThat(bench.exitCode()).as(bench.output()).isZero();
        assertThat(Files.readString(EdgepassCommand.ROOT.resolve("docs/leaks.md")))
                .contains(bench.output().strip());
    }

    @Test
    void a_benchmark_explains_itself_and_one_without_a_name_is_asked_for_it() {
        EdgepassCommand.Result help = EdgepassCommand.run(Duration.ofSeconds(60), "bench", "revocation", "--help");
        EdgepassCommand.Result none = EdgepassCommand.run(Duration.ofSeconds(60), "bench");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("Usage: edgepass bench revocation").contains("--quick", "--svg");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.output()).contains("edge", "revocation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bench revocation --rounds 0",
                "bench edge --rounds 0",
                "bench issue --rounds 0",
                "bench replay --rounds 0",
                "bench replay --events 0"
            })
    void wrong_use_is_one_sentence_and_exit_code_2(String line) {
        EdgepassCommand.Result result = EdgepassCommand.run(Duration.ofSeconds(60), line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output().strip().lines()).hasSizeBetween(1, 2);
    }
}
