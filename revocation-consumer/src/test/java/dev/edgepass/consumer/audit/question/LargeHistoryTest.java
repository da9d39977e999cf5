package dev.edgepass.consumer.audit.question;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.audit.answer.Moment;
import dev.edgepass.audit.answer.PathAnswer;
import dev.edgepass.consumer.audit.index.TestIndex;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.token.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same people and links in each of many large revocations, as of a cutoff of every night. */
class LargeHistoryTest {
    private static final int NIGHTS = 100;
    private static final int TARGETS = 10_000;

    /** Of about half of the decoded records. */
    private static final String HEAP = "-Xmx56m";

    @TempDir
    private Path folder;

    @Test
    void a_question_is_answered_in_a_heap_that_does_not_hold_the_records_it_reads() throws Exception {
        Instant begin = Instant.now();
        try (TestIndex index = new TestIndex(folder)) {
            index.append(keyAdded("kid-1"), begin);
            index.append(linkCreated("L1"), begin);
            index.append(tokenIssued("t1", "bob", "L1"), begin);
            Target[] targets = Stream.concat(
                            Stream.of(link("L1")),
                            IntStream.range(1, TARGETS).mapToObj(number -> subject("somebody" + number)))
                    .toArray(Target[]::new);
            for (int night = 0; night < NIGHTS; night++) {
                index.append(revoked("R" + night, Effect.CUTOFF, targets), begin.plusMillis(1));
            }
        }
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeHistoryTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();

        String answers = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(asked.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(asked.exitValue()).as(answers).isZero();
        assertThat(answers).contains("token: revoked, 2 records", "link: open, 101 entries", "path: [L1]");
    }

    /** Asks, in a JVM of its own. */
    public static void main(String[] folder) {
        Moment now = new Moment(Instant.now(), 2 + NIGHTS);
        try (TestIndex index = new TestIndex(Path.of(folder[0]))) {
            index.read(reads -> new TokenQuestion(reads, Map.of()).answer("t1", now, null))
                    .ifPresent(token -> System.out.println("token: "
                            + token.atIssuer().reason() + ", " + token.because().size() + " records"));
            index.read(reads -> new LinkQuestion(reads, Map.of()).answer("L1", now, now.time()))
                    .ifPresent(link -> System.out.println(
                            "link: " + link.state() + ", " + link.timeline().size() + " entries"));
            System.out.println("path: "
                    + index
                            .read(reads ->
                                    new PathQuestion(reads).answer(new ObjectKey("projects/42/a.jpg"), now, null, 10))
                            .links()
                            .stream()
                            .map(PathAnswer.Link::id)
                            .toList());
        }
    }
}
