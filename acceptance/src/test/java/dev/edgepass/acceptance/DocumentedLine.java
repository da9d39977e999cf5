package dev.edgepass.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A line of a document that calls a program of the system, run by a test as it stands. {@link DocumentationTest} finds it in the test's source. */
final class DocumentedLine {
    private DocumentedLine() {}

    /**
     * Runs it to its end.
     *
     * @param line the whole line of the document; give it as a literal
     */
    static EdgepassCommand.Result runLine(String line, Path folder) {
        return run(folder, "bash", "-c", line);
    }

    /**
     * Starts what doesn't end by itself.
     *
     * @param line the whole line of the document; give it as a literal
     */
    static Process startLine(String line, Path folder, Map<String, String> environment, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs a command to its end. */
    static EdgepassCommand.Result run(Path folder, String... command) {
        try {
            Path output = Files.createTempFile("command", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroy();
                throw new AssertionError(String.join(" ", command) + " did not end:\n" + Files.readString(output));
            }
            return new EdgepassCommand.Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
