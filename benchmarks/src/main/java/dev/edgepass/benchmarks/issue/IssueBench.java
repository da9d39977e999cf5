package dev.edgepass.benchmarks.issue;

import dev.edgepass.benchmarks.report.ResultFile;
import dev.edgepass.benchmarks.report.Samples;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.Stack;
import dev.edgepass.local.stack.StackInfo;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.status.Humane;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code bench issue}: tokens a second and CPU a token, beside Keycloak and Spring Security's authorization server on the same machine, in turns. Edgepass has its
 * broker, Redis and consumer on the same processors, and answers once the log has the token; so does one of the authorization servers, and the others log nothing.
 */
public final class IssueBench {
    private static final int CALLERS = 256;
    private static final int PACE = 500;
    private static final double SOAK_PART = 0.8;
    private static final double FLAT = 1.1;
    private static final double SOAK_P99_MILLIS = 50;
    private static final int KEYCLOAK_OFFSET = 80;
    private static final int AUTHORIZATION_SERVER_OFFSET = 81;

    private final IssueBenchOptions options;
    private final PrintWriter out;
    private final Scorecard scores = new Scorecard();
    private final Samples samples = new Samples();
    private long answered;
    private long logged;

    public IssueBench(IssueBenchOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Measures and tells it; whether every promise held.
     *
     * @throws StartFailure where something can't be started, or a file can't be written
     */
    public boolean run() {
        ResultFile.checkWritable(options.json());
        ResultFile.checkWritable(options.svg());
        String begun = Instant.now().toString();
        long begin = System.nanoTime();
        DataFolder data = new DataFolder(options.data().resolve("stack"));
        Folders.delete(data.path());
        StackOptions stackOptions =
                new StackOptions(data.path(), options.ports(), Optional.empty(), UnaryOperator.identity(), true);
        try (Stack stack = Stack.start(stackOptions, this::progress);
                Children peers = new Children(
                        options.data().resolve("logs"), options.data().resolve("pids"));
                IssueFloor floor = new IssueFloor(stack.info().kafka(), data.signingKey());
                IssuanceLog log = new IssuanceLog(stack.info().kafka())) {
            measure(stack.info(), servers(stack.info(), data, peers), floor, log);
        }
        scores.measured("The whole benchmark", Humane.duration((System.nanoTime() - begin) / 1_000_000));
        say("");
        say(scores.text());
        options.json().ifPresent(file -> ResultFile.write(file, json(begun)));
        options.svg().ifPresent(file -> ResultFile.write(file, new IssueScores(samples).chart()));
        return scores.promisesHeld();
    }

    private List<IssuePeer> servers(StackInfo stack, DataFolder data, Children children) {
        List<IssuePeer> servers = new ArrayList<>();
        servers.add(edgepass(stack, data));
        if (options.peers()) {
            PeerServers peers = new PeerServers(
                    options.data().resolve("peers").toAbsolutePath(),
                    Installation.find().root(),
                    children,
                    this::progress);
            progress("Starting Spring's authorization server and Keycloak");
            servers.addAll(peers.authorizationServers(options.ports().base() + AUTHORIZATION_SERVER_OFFSET, stack));
            servers.add(peers.keycloak(options.ports().base() + KEYCLOAK_OFFSET));
        }
        return servers;
    }

    private static IssuePeer edgepass(StackInfo stack, DataFolder data) {
        LocalIdentity identity = LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        URI call = stack.issuer().resolve("/api/v1/media/access-token");
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            String login = identity.token(Login.user("bench-" + i, List.of("bench/")), Instant.now());
            requests.add(KeepAlive.post(
                    call, "application/json", "{\"paths\":[\"bench/\"]}", "Authorization", "Bearer " + login));
        }
        return new IssuePeer(
                IssuePeer.EDGEPASS, Objects.requireNonNull(stack.pids().get("issuer")), call, requests, 201);
    }

    private void measure(StackInfo stack, List<IssuePeer> servers, IssueFloor floor, IssuanceLog log) {
        for (IssuePeer server : servers) {
            progress("Warming " + server.name());
            good(server, server.load(options.connections()).saturate(options.warmUp()));
        }
        floor.run(options.warmUp().dividedBy(4), options.connections(), 0);
        for (int round = 1; round <= options.rounds(); round++) {
            progress("Round " + round + " of " + options.rounds());
            for (IssuePeer server : servers) {
                long before = log.records();
                long answers = saturate(stack, server);
                if (server.name().equals(IssuePeer.EDGEPASS)) {
                    answered += answers;
                    logged += log.records() - before;
                }
            }
            samples.add(
                    IssueScores.RATE,
                    IssueScores.FLOOR,
                    floor.run(options.turn(), options.connections(), 0).perSecond());
            samples.add(
                    IssueScores.P99,
                    IssueScores.FLOOR,
                    floor.run(options.turn(), options.connections(), PACE).quantile(0.99));
            for (IssuePeer server : servers) {
                IssueLoad.Result paced = server.load(options.connections()).pace(options.turn(), PACE);
                good(server, paced);
                samples.add(IssueScores.P99, server.name(), paced.quantile(0.99));
            }
        }
        new IssueScores(samples).write(scores);
        scores.promise(
                "Tokens in the log once " + answered + " were answered",
                Long.toString(logged),
                ">= " + answered,
                logged >= answered);
        if (options.soak().toSeconds() > 0) {
            soak(servers.get(0));
        }
    }

    /** Returns the number of answers. */
    private long saturate(StackInfo stack, IssuePeer server) {
        Map<String, ProcessCpu> parts = new LinkedHashMap<>();
        if (server.name().equals(IssuePeer.EDGEPASS)) {
            for (String part : List.of("kafka", "redis", "consumer")) {
                parts.put(
                        part, new ProcessCpu(Objects.requireNonNull(stack.pids().get(part))));
            }
            parts.put("load", new ProcessCpu(ProcessHandle.current().pid()));
        }
        ProcessCpu own = new ProcessCpu(server.pid());
        Map<String, Double> before = new LinkedHashMap<>();
        parts.forEach((part, cpu) -> before.put(part, cpu.millis()));
        double ownBefore = own.millis();
        IssueLoad.Result result = server.load(options.connections()).saturate(options.turn());
        double ownMillis = own.millis() - ownBefore;
        good(server, result);
        parts.forEach((part, cpu) -> samples.add(
                IssueScores.PART,
                part,
                (cpu.millis() - Objects.requireNonNull(before.get(part))) * 1000 / result.answers()));
        samples.add(IssueScores.RATE, server.name(), result.perSecond());
        samples.add(IssueScores.CPU, server.name(), ownMillis * 1000 / result.answers());
        progress(String.format(
                Locale.ROOT,
                "%s: %,.0f tokens/s, %.0f us CPU each, p99 %.1f ms",
                server.name(),
                result.perSecond(),
                ownMillis * 1000 / result.answers(),
                result.quantile(0.99)));
        return result.answers();
    }

    private void soak(IssuePeer server) {
        int rate = (int) (samples.of(IssueScores.RATE).of(server.name()).median() * SOAK_PART);
        progress("Soaking at " + rate + " tokens/s for " + options.soak().toSeconds() + " s");
        ProcessCpu process = new ProcessCpu(server.pid());
        Duration first = options.soak().dividedBy(5);
        IssueLoad load = server.load(options.connections());
        IssueLoad.Result begin = load.pace(first, rate);
        long residentBefore = process.resident();
        IssueLoad.Result rest = load.pace(options.soak().minus(first), rate);
        double growth = process.resident() / (double) residentBefore;
        long errors = begin.errors() + rest.errors();
        scores.promise(
                "Errors in " + options.soak().toSeconds() + " s at 80 % of the maximum",
                errors + (errors == 0 ? "" : " (" + begin.firstError() + rest.firstError() + ")"),
                "0",
                errors == 0);
        scores.goal(
                "Memory at its end, of that after its first fifth",
                String.format(Locale.ROOT, "%.2f", growth),
                String.format(Locale.ROOT, "<= %.2f", FLAT),
                growth <= FLAT);
        double p99 = rest.quantile(0.99);
        scores.goal(
                "p99 then",
                String.format(Locale.ROOT, "%.1f ms", p99),
                String.format(Locale.ROOT, "< %.0f ms", SOAK_P99_MILLIS),
                p99 < SOAK_P99_MILLIS);
    }

    private static void good(IssuePeer server, IssueLoad.Result result) {
        if (result.errors() > 0 || result.answers() == 0) {
            throw new StartFailure(server.name() + " gave " + result.errors() + " answers that aren't tokens ("
                    + result.firstError() + "), so nothing is measured.");
        }
    }

    private String json(String begun) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("begun", begun);
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("java", System.getProperty("java.runtime.version"));
        result.put("connections", options.connections());
        result.put("rounds", options.rounds());
        result.put("turnSeconds", options.turn().toSeconds());
        result.put("samples", samples.json());
        result.put("scores", scores.rows().stream().map(Scorecard.Row::json).toList());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(result)
                + "\n";
    }

    private void progress(String line) {
        say("  " + line);
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
