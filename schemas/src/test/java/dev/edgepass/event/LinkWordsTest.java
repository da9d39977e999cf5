package dev.edgepass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkWordsTest {
    /** The bytes 0 to 15. */
    private static final String SALT = "AAECAwQFBgcICQoLDA0ODw";

    private static final LinkWords ALL = new LinkWords("Hochzeit Zoë", "Ann", "$argon2id$v=19$x", SALT);

    /** Computed by another program from the bytes that the definition names. */
    @Test
    void the_digest_is_that_of_salt_and_words_each_with_its_length() {
        assertThat(ALL.digest()).isEqualTo("CXr_UWBjz3oKBeD1cnflNqbC-6zqCq7gjy2Ue5RZTdc");
        assertThat(new LinkWords(null, "Ann", null, SALT).digest())
                .isEqualTo("eDWOo-IKa_Wu7XYLebYeuDRIOZbB5W8fLaJn8BbZKjc");
        assertThat(new LinkWords("Ann", null, null, SALT).digest())
                .isNotEqualTo("eDWOo-IKa_Wu7XYLebYeuDRIOZbB5W8fLaJn8BbZKjc");
        assertThat(new LinkWords("", "Ann", null, SALT).digest())
                .isNotEqualTo("eDWOo-IKa_Wu7XYLebYeuDRIOZbB5W8fLaJn8BbZKjc");
    }

    @Test
    void the_same_words_have_another_salt_each_time() {
        assertThat(LinkWords.of("a", null, null).digest())
                .isNotEqualTo(LinkWords.of("a", null, null).digest());
        assertThatThrownBy(() -> new LinkWords("a", null, null, "c2hvcnQ"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_record_is_read_as_it_was_written_and_a_tombstone_too() {
        WordsRecord written = WordsRecord.of("l1", ALL);

        assertThat(read(written.key(), written.value())).isEqualTo(written);
        assertThat(written.key()).isEqualTo("l1/" + ALL.digest());
        assertThat(read(written.key(), null)).isEqualTo(WordsRecord.tombstone("l1", ALL.digest()));
    }

    @Test
    void what_is_absent_is_left_out() {
        assertThat(text(WordsRecord.of("l1", new LinkWords(null, "Ann", null, SALT))))
                .isEqualTo("{\"recipient\":\"Ann\",\"salt\":\"" + SALT + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "null",
                "[]",
                "{}",
                "{\"label\":\"a\"}",
                "{\"salt\":\"AA\"}",
                "{\"label\":\"\\ud800\",\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}"
            })
    void a_value_that_has_no_words_is_unreadable(String value) {
        assertUnreadable(ALL.digest(), value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void words_under_another_digest_and_very_long_ones_are_unreadable() {
        assertUnreadable("d".repeat(43), WordsRecord.of("l1", ALL).value());
        LinkWords longest = new LinkWords("a".repeat(WordsRecord.LONGEST), null, null, SALT);
        assertUnreadable(longest.digest(), WordsRecord.of("l1", longest).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "l1", "/", "l1/", "l 1/dddddddddddddddddddddddddddddddddddddddddddd"})
    void a_key_that_names_no_words_is_unreadable(String key) {
        assertThatThrownBy(() -> read(key, null)).isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void terms_with_their_words_are_as_they_were_before() {
        LinkTerms plain = LinkTerms.of("a/").withPasswordHash("$argon2id$v=19$x");
        LinkTerms onTheLog = plain.withDigest("d");

        assertThat(onTheLog.passwordHash()).isEqualTo(LinkTerms.AMONG_WORDS);
        assertThat(onTheLog.lostPassword()).isTrue();
        assertThat(onTheLog.withWords(ALL).passwordHash()).isEqualTo(ALL.passwordHash());
        assertThat(onTheLog.withWords(ALL).label()).isEqualTo(ALL.label());
        assertThat(onTheLog.withWords(ALL).lostPassword()).isFalse();
    }

    /** No word is in a text for a log. */
    @Test
    void their_texts_have_none_of_them() {
        assertThat(ALL + " " + WordsRecord.of("l1", ALL)).doesNotContain("Zoë", "Ann", "argon2");
    }

    private static void assertUnreadable(String digest, byte @Nullable [] value) {
        assertThatThrownBy(() -> read("l1/" + digest, value))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageNotContaining("Zoë");
    }

    private static WordsRecord read(String key, byte @Nullable [] value) {
        return WordsRecord.read(new ConsumerRecord<>(Topics.WORDS, 0, 0, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static String text(WordsRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
