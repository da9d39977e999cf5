package dev.edgepass.issuer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.audit.answer.LogList;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.jdk.SecretFile;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances behind one name. */
class AuditConsumerTest {
    private static final String SEAL = "/seal";
    private static final String LOGS = "{\"verifierKey\":\"k\",\"logs\":[]}";

    @TempDir
    private Path folder;

    private StandInConsumer first;
    private StandInConsumer second;
    private AuditConsumer consumer;

    @BeforeEach
    void start() {
        first = new StandInConsumer();
        second = new StandInConsumer("127.0.0.2", first.port());
        Path secret = folder.resolve("audit-secret");
        SecretFile.loadOrCreate(secret, () -> StandInConsumer.SECRET);
        consumer = new AuditConsumer(
                new AuditSettings(URI.create("http://consumer.invalid:" + first.port()), secret),
                name -> new InetAddress[] {InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")});
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void the_one_that_writes_is_found() {
        standsBy(first);
        second.answers(SEAL, 200, "application/json", LOGS);

        assertThat(seal().logs()).isEmpty();
    }

    @Test
    void one_that_does_not_answer_is_passed_over() {
        first.close();
        second.answers(SEAL, 200, "application/json", LOGS);

        assertThat(seal().logs()).isEmpty();
    }

    @Test
    void the_writer_that_can_not_seal_says_why_also_where_another_stands_by() {
        first.answers(
                SEAL,
                503,
                "application/problem+json",
                "{\"type\":\"urn:edgepass:problem:audit-unavailable\",\"detail\":\"R2 is away\"}");
        standsBy(second);

        assertThatThrownBy(this::seal).isInstanceOf(ProblemException.class).hasMessageContaining("R2 is away");
    }

    @Test
    void none_writes() {
        standsBy(first);
        standsBy(second);

        assertThatThrownBy(this::seal)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no instance of it writes the archive");
    }

    private static void standsBy(StandInConsumer instance) {
        instance.answers(
                SEAL,
                421,
                "application/problem+json",
                "{\"type\":\"urn:edgepass:problem:not-the-writer\",\"detail\":\"stands by\"}");
    }

    private LogList seal() {
        return consumer.askWriter(
                new AuditConsumer.Question("POST", List.of("seal"), Map.of(), AuditConsumer.SEALING), LogList.class);
    }
}
