package dev.edgepass.benchmarks.edge;

import dev.edgepass.benchmarks.Benchmarks;
import dev.edgepass.benchmarks.report.ResultFile;
import dev.edgepass.benchmarks.report.Rounds;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.status.Humane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench edge}: the Worker beside its peers. A program of Node measures ({@code bench-edge.mjs}); this starts it and compares its figures with the goals. */
public final class EdgeBench {
    private final EdgeBenchOptions options;
    private final Installation installation;
    private final PrintWriter out;

    public EdgeBench(EdgeBenchOptions options, Installation installation, PrintWriter out) {
        this.options = options;
        this.installation = installation;
        this.out = out;
    }

    /**
     * Measures, and prints the table.
     *
     * @throws StartFailure where something can't be started, a Worker gave another answer than it should have, or a file can't be written
     */
    public void run() {
        ResultFile.checkWritable(options.json());
        ResultFile.checkWritable(options.svg());
        long begin = System.nanoTime();
        JsonNode measured = measure();
        Scorecard scores = new Scorecard();
        EdgeScores edge = new EdgeScores(measured);
        edge.write(scores);
        scores.measured("The whole benchmark", Humane.duration((System.nanoTime() - begin) / 1_000_000));
        say("");
        say(scores.text());
        options.json().ifPresent(file -> write(file, measured, scores));
        options.svg().ifPresent(file -> ResultFile.write(file, edge.chart()));
    }

    private JsonNode measure() {
        Path result = temporary();
        try {
            run(result);
            return JsonMapper.shared().readTree(Files.readString(result));
        } catch (IOException e) {
            throw new StartFailure("Can't measure: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while measuring.", e);
        } finally {
            result.toFile().delete();
        }
    }

    private void run(Path result) throws IOException, InterruptedException {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("worker", installation.worker().toString());
        asked.put("wrangler", installation.workerConfiguration().toString());
        asked.put("rounds", options.rounds());
        asked.put("seed", options.seed());
        asked.put("quick", options.quick());
        asked.put("output", result.toString());
        // Its standard input closes when this process dies, and then it ends.
        Process process = new ProcessBuilder(
                        installation.node().toString(),
                        installation
                                .script(Benchmarks.SCRIPTS, "edge/bench-edge.mjs")
                                .toString(),
                        JsonMapper.shared().writeValueAsString(asked))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say("  " + line);
            }
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new StartFailure("The measuring program ended with exit code " + exitCode
                        + ", so nothing is measured: the lines above say why.");
            }
        } finally {
            process.destroy();
        }
    }

    private void write(Path file, JsonNode measured, Scorecard scores) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (String name :
                List.of("begun", "machine", "seed", "rounds", "quick", "loadBefore", "loadAfter", "versions")) {
            result.put(name, measured.path(name));
        }
        result.put("bundleBytes", measured.path("bundles"));
        for (String part : List.of("newTokens", "gallery", "large", "entries", "counting", "countingNew")) {
            result.put(part + "CpuMicros", EdgeScores.cpu(measured, part).json());
        }
        for (String figure : List.of("cpuMs", "wallMs")) {
            result.put(
                    "coldStart." + figure,
                    Rounds.of(measured.path("samples").path("coldStart"), figure)
                            .json());
        }
        result.put("memory", measured.path("samples").path("memory"));
        result.put("operations", measured.path("samples").path("operations"));
        result.put("scores", scores.rows().stream().map(Scorecard.Row::json).toList());
        ResultFile.write(file, result);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("edgepass-bench", ".json");
        } catch (IOException e) {
            throw new StartFailure("Can't make a temporary file: " + e.getMessage() + ".", e);
        }
    }
}
