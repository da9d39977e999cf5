package dev.edgepass.consumer.projection;

import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linkEdited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.Topics;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.kafka.core.KafkaOperations;

/** What people wrote about links, beside the fold of the events that name it. */
class WordsProjectionIT extends FoldingService {
    private static final LinkWords FIRST = LinkWords.of("First", "Ann", "$argon2id$1");
    private static final LinkWords SECOND = LinkWords.of("Second", "Ann", "$argon2id$1");

    @Test
    void a_link_is_read_with_the_words_that_its_event_names() {
        create();

        assertThat(service.redis().opsForValue().get("ep:link:L1")).doesNotContain("First", "Ann", "argon2");
        assertThat(read().terms().label()).isEqualTo("First");
        assertThat(read().recipient()).isEqualTo("Ann");
        assertThat(read().terms().passwordHash()).isEqualTo("$argon2id$1");
        assertThat(loose()).isEmpty();
    }

    @Test
    void erased_words_leave_a_link_whose_password_nobody_has() {
        create();

        awaitWords(log.append(WordsRecord.tombstone("L1", FIRST.digest())));

        assertThat(read().wordsErased()).isTrue();
        assertThat(read().terms().lostPassword()).isTrue();
        assertThat(service.redis().hasKey("ep:words:L1")).isFalse();
        assertThat(service.redis().opsForZSet().score("ep:erasures", "L1")).isEqualTo(2);
    }

    @Test
    void an_edit_that_isnt_accepted_leaves_the_words_in_force() {
        long position = create();

        log.append(WordsRecord.of("L1", SECOND));
        service.awaitFolded(log.append(linkEdited("L1", SECOND, position - 1)));

        assertThat(read().terms().label()).isEqualTo("First");
        assertThat(loose()).containsExactly(WordsRecord.of("L1", SECOND).key());
    }

    @Test
    void a_link_with_its_words_in_plain_has_none_of_them_there_after_its_next_edit() {
        long position = log.append(linkCreated("L1"));
        log.append(WordsRecord.of("L1", FIRST));

        service.awaitFolded(log.append(linkEdited("L1", FIRST, position)));

        assertThat(service.redis().opsForValue().get("ep:link:L1")).doesNotContain("label of");
        assertThat(read().terms().label()).isEqualTo("First");
    }

    @Test
    void what_isnt_in_force_is_erased_after_an_hour_and_nothing_else() {
        long position = create();
        log.append(WordsRecord.of("L1", SECOND));
        log.append(WordsRecord.of("L9", SECOND));
        service.awaitFolded(log.append(linkEdited("L1", SECOND, position)));
        assertThat(loose())
                .containsExactlyInAnyOrder(
                        WordsRecord.of("L1", FIRST).key(),
                        WordsRecord.of("L9", SECOND).key());

        assertThat(sweep(Duration.ofMinutes(59)).sweep()).isZero();
        assertThat(sweep(Duration.ofMinutes(61)).sweep()).isEqualTo(2);

        await().until(() -> loose().isEmpty());
        assertThat(service.redis().hasKey("ep:words:L9")).isFalse();
        assertThat(service.redis().opsForHash().keys("ep:words:L1")).containsExactly(SECOND.digest());
        assertThat(read().terms().label()).isEqualTo("Second");
        assertThat(sweep(Duration.ofDays(1)).sweep()).isZero();
    }

    /** Words whose event isn't folded yet aren't in force, and are wanted all the same. */
    @Test
    void nothing_is_erased_while_the_control_topic_isnt_folded_to_its_end() {
        create();
        log.appendUnknown("dev.edgepass.link.merged.v1");
        log.append(WordsRecord.of("L2", SECOND));
        log.append(linkCreated("L2", SECOND));
        await().until(() -> !loose().isEmpty());

        assertThat(sweep(Duration.ofDays(1)).sweep()).isZero();
    }

    @Test
    void a_batch_waits_for_the_words_that_its_events_name_and_any_other_doesnt() {
        AtomicInteger waited = new AtomicInteger();
        ControlProjection projection = new ControlProjection(
                service.redis(), new Keys("test:"), new EventReader(), (message, reason) -> {}, () -> {
                    assertThat(service.redis().hasKey("test:link:L1")).isFalse();
                    waited.incrementAndGet();
                });
        log.append(linkCreated("L0"));
        create();
        List<ConsumerRecord<byte[], byte[]>> messages = log.read(Topics.CONTROL);

        assertThat(projection.apply(0, 0, "topic", messages.subList(0, 1))).isTrue();
        assertThat(waited).hasValue(0);
        assertThat(projection.apply(0, 1, "topic", messages.subList(1, 2))).isTrue();
        assertThat(waited).hasValue(1);
    }

    @Test
    void what_has_no_words_in_it_goes_to_the_dead_letters_and_the_rest_is_folded() {
        log.appendGarbage(Topics.WORDS);
        log.append(new WordsRecord("L1", SECOND.digest(), FIRST));

        create();

        assertThat(read().terms().label()).isEqualTo("First");
        await().untilAsserted(() -> assertThat(log.read(Topics.WORDS + Topics.DEAD_LETTER_SUFFIX))
                .hasSize(2)
                .allSatisfy(letter -> assertThat(new String(letter.value())).doesNotContain("First")));
    }

    @Test
    void offsets_without_records_are_passed_at_the_logs_end_too() {
        awaitWords(log.appendBeforeGap(WordsRecord.of("L1", FIRST)));

        service.awaitFolded(log.append(linkCreated("L1", FIRST)));
        assertThat(read().terms().label()).isEqualTo("First");

        service.close();
        startService();
        await().until(() -> service.health("wordsProjectionHealthIndicator").equals(Status.UP));
        awaitWords(log.append(WordsRecord.tombstone("L1", FIRST.digest())));
        assertThat(read().wordsErased()).isTrue();
    }

    private long create() {
        log.append(WordsRecord.of("L1", FIRST));
        long position = log.append(linkCreated("L1", FIRST));
        service.awaitFolded(position);
        return position;
    }

    private void awaitWords(long position) {
        await().until(() ->
                Long.toString(position).equals(service.redis().opsForHash().get("ep:words", "position")));
    }

    private LinkRecord read() {
        return LinkText.read(service.redis()
                .execute(
                        RedisScript.of(LinkText.lua(Keys.LIVE) + "return link_with_words('L1')", String.class),
                        List.of()));
    }

    private Set<String> loose() {
        return service.redis().opsForZSet().range("ep:loose-words", 0, -1);
    }

    /** At a later time. */
    @SuppressWarnings("unchecked")
    private WordsSweep sweep(Duration later) {
        return new WordsSweep(
                service.redis(),
                Keys.LIVE,
                service.bean(EventLog.class),
                service.bean(KafkaOperations.class),
                () -> Instant.now().plus(later));
    }
}
