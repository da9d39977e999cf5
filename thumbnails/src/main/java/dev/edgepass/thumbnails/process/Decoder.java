package dev.edgepass.thumbnails.process;

import dev.edgepass.thumbnails.decode.DecodeMain;
import dev.edgepass.thumbnails.decode.Reason;
import dev.edgepass.thumbnails.decode.RefusedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Has images decoded by a child JVM, which is killed where it takes too long and ends by itself where it has no memory left: the next file has a new one. A child lives
 * for {@value #FILES} files, so that a start isn't paid for each. For one thread.
 */
public final class Decoder implements AutoCloseable {
    static final int FILES = 50;

    /** Of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final long ADDRESS_SPACE = 3L << 30;
    private static final Duration START = Duration.ofSeconds(30);

    private final Sandbox sandbox;
    private final int heapMegabytes;
    private final Duration deadline;
    private final Scratch scratch;
    private @Nullable Child child;

    /**
     * @param deadline of one file
     * @param folder for the child's own files: one that is killed deletes none of them
     */
    public Decoder(Sandbox sandbox, int heapMegabytes, Duration deadline, Path folder) {
        this.sandbox = sandbox;
        this.heapMegabytes = heapMegabytes;
        this.deadline = deadline;
        this.scratch = new Scratch(folder);
    }

    /**
     * Writes the thumbnail of {@code source} to {@code target}.
     *
     * @param upright whether what EXIF says of the source has been heeded already
     * @throws RefusedImage where there is none
     * @throws IOException where no child can be started, or the target can't be written
     */
    public void decode(Path source, Path target, boolean upright)
            throws RefusedImage, IOException, InterruptedException {
        Child child = running();
        String answer = child.ask(source + "\t" + target + "\t" + upright, deadline);
        if (answer.equals(DecodeMain.UNWRITTEN)) {
            throw new IOException("a thumbnail can't be written to " + target);
        }
        if (!answer.equals(DecodeMain.OK)) {
            throw new RefusedImage(Reason.ofWord(answer));
        }
    }

    private Child running() throws IOException, InterruptedException {
        Child now = child;
        if (now != null && (now.asked >= FILES || !now.process.isAlive())) {
            close();
            now = null;
        }
        if (now == null) {
            now = new Child(start());
            child = now;
            String first = now.answer(START);
            if (!first.equals(DecodeMain.READY)) {
                close();
                throw new IOException("the decoder doesn't start (" + first + ")");
            }
        }
        return now;
    }

    private Process start() throws IOException {
        return sandbox.command(
                        ADDRESS_SPACE,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx" + heapMegabytes + "m",
                                "-Xss1m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:ReservedCodeCacheSize=48m",
                                "-XX:CompressedClassSpaceSize=64m",
                                "-XX:MaxDirectMemorySize=16m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile=/dev/null",
                                "-Xshare:auto",
                                "-Djava.awt.headless=true",
                                "-Djava.io.tmpdir=" + scratch.fresh(),
                                "-Dfile.encoding=UTF-8",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DecodeMain.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Ends the child. */
    @Override
    public void close() throws IOException {
        Child last = child;
        child = null;
        if (last != null) {
            last.process.destroyForcibly();
        }
        scratch.close();
    }

    /** One child. */
    private static final class Child {
        private final Process process;
        private final BufferedReader out;
        private final Writer in;
        private int asked;

        Child(Process process) {
            this.process = process;
            this.out = process.inputReader(StandardCharsets.UTF_8);
            this.in = process.outputWriter(StandardCharsets.UTF_8);
        }

        String ask(String line, Duration within) throws InterruptedException {
            asked++;
            try {
                in.write(line);
                in.write('\n');
                in.flush();
            } catch (IOException e) {
                // Its end says why.
            }
            return answer(within);
        }

        /** Its line, or the word for why there is none; it has ended then. */
        String answer(Duration within) throws InterruptedException {
            CompletableFuture<@Nullable String> line =
                    CompletableFuture.supplyAsync(this::line, task -> new Thread(task, "decoder-answer").start());
            try {
                String said = line.get(within.toMillis(), TimeUnit.MILLISECONDS);
                return said != null && isAnswer(said) ? said : end();
            } catch (TimeoutException e) {
                process.destroyForcibly().waitFor();
                return Reason.OUT_OF_TIME.word();
            } catch (ExecutionException e) {
                return end();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw e;
            }
        }

        /** The JVM has a line of its own where there is no memory left. */
        private static boolean isAnswer(String line) {
            return Set.of(DecodeMain.OK, DecodeMain.UNWRITTEN, DecodeMain.READY).contains(line) || Reason.isWord(line);
        }

        private @Nullable String line() {
            try {
                return out.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String end() throws InterruptedException {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return (process.exitValue() == OUT_OF_MEMORY ? Reason.OUT_OF_MEMORY : Reason.CRASHED).word();
        }
    }
}
