package dev.edgepass.benchmarks.replay;

import dev.edgepass.local.client.Http;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An auditor's questions to the issuer about moments of a {@link History}, one after another, each with an answer that is known. For one thread.
 *
 * @param login an auditor's
 */
record AuditQuestions(Http http, URI issuer, String login, History history, SplittableRandom random) {
    private static final int KINDS = 4;

    /** A moment between two seconds: all times of the history are whole ones. */
    private static final Duration HALF = Duration.ofMillis(500);

    /**
     * What was measured.
     *
     * @param millis of each answer
     */
    record Answers(List<Double> millis, long wrong) {}

    private record Answer(double millis, boolean isRight) {}

    Answers tokens(int count) {
        return all(count, this::token);
    }

    Answers paths(int count) {
        return all(count, this::path);
    }

    private static Answers all(int count, Supplier<Answer> question) {
        List<Answer> answers = Stream.generate(question).limit(count).toList();
        return new Answers(
                answers.stream().map(Answer::millis).toList(),
                answers.stream().filter(answer -> !answer.isRight()).count());
    }

    /** Any token in its life or after it; of one in two, a token that was revoked in the midst. */
    private Answer token() {
        int token = random.nextInt(history.events());
        int kind = random.nextInt(KINDS);
        if (kind < KINDS / 2) {
            token = history.revokedNear(token);
        }
        long life = History.LIFETIME.toSeconds();
        long after = kind % 2 == 0 ? random.nextLong(life) : life + random.nextLong(life);
        Instant at = history.issuedAt(token).plusSeconds(after).plus(HALF);
        String jti = History.jti(token);
        boolean isGood = history.isGood(token, at);
        return ask(
                "tokens/" + jti + "?at=" + at,
                json -> json.path("token").path("jti").asString("").equals(jti)
                        && json.path("atIssuer").path("verdict").asString("").equals(isGood ? "granted" : "refused"));
    }

    private Answer path() {
        int folder = random.nextInt(history.folders());
        Instant at = history.begin()
                .plusSeconds(random.nextLong(History.LENGTH.toSeconds()))
                .plus(HALF);
        Set<String> good = history.good(folder, at);
        return ask("paths?path=" + History.folder(folder) + "a.jpg&limit=1000&at=" + at, json -> {
            Set<String> found = new HashSet<>();
            json.path("tokens").forEach(token -> found.add(token.path("jti").asString("")));
            return found.equals(good) && json.path("links").size() > 0;
        });
    }

    private interface Check {
        boolean isRight(JsonNode answer);
    }

    private Answer ask(String question, Check check) {
        URI uri = issuer.resolve("/api/v1/media/audit/" + question);
        long begin = System.nanoTime();
        JsonNode answer = http.call("GET", uri, login, null)
                .expect(200, "GET audit/" + question)
                .json();
        return new Answer((System.nanoTime() - begin) / 1e6, check.isRight(answer));
    }
}
