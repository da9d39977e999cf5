package dev.edgepass.consumer.audit.api;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.audit.answer.AuditedToken;
import dev.edgepass.audit.answer.LinkAnswer;
import dev.edgepass.consumer.audit.index.TestIndex;
import dev.edgepass.consumer.audit.question.NotAnswered;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A question without a moment, to an index that isn't as far as the log. */
class MomentsTest {
    private static final Instant BEFORE =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    private static final Instant ASKED = BEFORE.plusSeconds(120);

    @TempDir
    private Path folder;

    private TestIndex index;

    /** What comes once somebody has asked. */
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    private AuditController questions;

    @BeforeEach
    void anIndexThatIsBehind() {
        index = new TestIndex(folder);
        index.append(keyAdded("kid-1"), BEFORE);
        index.current(BEFORE);
        InstantSource clock = () -> {
            meanwhile.getAndSet(() -> {}).run();
            return ASKED;
        };
        questions = new AuditController(index.index(), () -> null, clock, JsonMapper.shared());
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void a_link_that_is_indexed_while_the_question_waits_was_there() {
        meanwhile.set(() -> {
            index.append(linkCreated("L1"), BEFORE.plusSeconds(1));
            index.current(ASKED);
        });

        LinkAnswer answer = questions.link("L1", null);

        assertThat(answer.state()).isEqualTo("open");
        assertThat(answer.at().time()).isEqualTo(ASKED);
        assertThat(answer.at().position()).isEqualTo(2);
    }

    @Test
    void a_token_that_is_indexed_while_the_question_waits_is_good() {
        meanwhile.set(() -> {
            index.append(tokenIssued("t1", "bob", null), BEFORE.plusSeconds(60));
            index.current(ASKED);
        });

        AuditedToken answer = questions.token("t1", null, null);

        assertThat(answer.atIssuer().verdict()).isEqualTo("granted");
    }

    @Test
    void an_index_that_stays_behind_answers_nothing_about_now() {
        assertThatThrownBy(() -> questions.link("L1", null))
                .isInstanceOfSatisfying(
                        NotAnswered.class, e -> assertThat(e.code()).isEqualTo(NotAnswered.Code.NOT_INDEXED_YET));
    }
}
