package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser with one page, which plays a stream with a script of {@code docs/streaming.md}. The page's origin is neither issuer nor edge. */
final class StreamPlayer implements AutoCloseable {
    /** Longer than {@code player.mjs} waits for anything. */
    private static final long ANSWER_SECONDS = 300;

    private final Process process;
    private final Path errors;
    private final Writer commands;
    private final BufferedReader answers;

    /** What the edge answered to the player. */
    record Answer(URI url, int status, String type) {}

    private StreamPlayer(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.commands = process.outputWriter();
        this.answers = process.inputReader();
    }

    static StreamPlayer start(Path chromium, URI issuer) {
        try {
            Path errors = EdgepassCommand.ROOT.resolve("acceptance/target/player.out");
            return new StreamPlayer(
                    new ProcessBuilder(
                                    "node",
                                    Chromium.SCRIPTS.resolve("player.mjs").toString(),
                                    chromium.toString(),
                                    issuer.toString(),
                                    EdgepassCommand.ROOT
                                            .resolve("docs/streaming.md")
                                            .toString())
                            .redirectError(errors.toFile())
                            .start(),
                    errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String origin() {
        return ask("origin", Map.of()).asString();
    }

    /**
     * Opens a new page.
     *
     * @param scripts numbers of scripts in the document, from 0, which make up the page's script
     * @param token the issuer's answer, which the page's own server passes on
     */
    void open(List<Integer> scripts, JsonNode token) {
        ask("open", Map.of("scripts", scripts, "token", token));
    }

    /** Plays on until a second more was shown, and pauses; gives the second at which it stands. */
    double play() {
        return ask("play", Map.of()).asDouble();
    }

    void seek(int seconds) {
        ask("seek", Map.of("seconds", seconds));
    }

    /** The page's session fetches its next token, which is this one. */
    void renew(JsonNode token) {
        ask("renew", Map.of("token", token));
    }

    /** What the page's script makes of {@code urls} that a player asks for. */
    List<String> current(List<String> urls) {
        List<String> current = new ArrayList<>();
        ask("current", Map.of("urls", urls)).forEach(url -> current.add(url.asString()));
        return current;
    }

    /** Waits until the page's script knows that nothing more will play; gives the status that the player told it. */
    int endedWith() {
        return ask("ended", Map.of()).asInt(0);
    }

    /** All that the player asked for. */
    List<Answer> answers() {
        List<Answer> all = new ArrayList<>();
        for (JsonNode answer : ask("answers", Map.of())) {
            all.add(new Answer(
                    URI.create(answer.get("url").asString()),
                    answer.get("status").asInt(),
                    answer.get("type").asString("")));
        }
        return all;
    }

    /** The bytes of one of them. */
    byte[] body(URI url) {
        return Base64.getDecoder()
                .decode(ask("body", Map.of("url", url.toString())).asString());
    }

    private JsonNode ask(String command, Map<String, ?> arguments) {
        Map<String, Object> line = new HashMap<>(arguments);
        line.put("do", command);
        try {
            commands.write(JsonMapper.shared().writeValueAsString(line) + "\n");
            commands.flush();
            String answer = CompletableFuture.supplyAsync(this::readLine).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            assertThat(answer).as(command + ": " + Files.readString(errors)).isNotNull();
            JsonNode read = JsonMapper.shared().readTree(answer);
            assertThat(read.has("failed")).as(command + ": " + answer).isFalse();
            return read.get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer to " + command, e);
        }
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script ends with its input, and takes the browser with it. */
    @Override
    public void close() {
        try {
            commands.close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the browser ended")
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
