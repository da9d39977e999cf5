package dev.edgepass.consumer.archive;

import static dev.edgepass.consumer.testing.TestEvents.labelled;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linkEdited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import org.junit.jupiter.api.Test;

class PlainWordsTest {
    private static final LinkWords WORDS = LinkWords.of("wedding", "grandma", "$argon2id$..");

    @Test
    void an_event_that_names_its_words_by_their_digest_has_none() {
        assertThat(PlainWords.areIn(linkCreated("L1", WORDS))).isFalse();
        assertThat(PlainWords.areIn(linkEdited("L1", WORDS, 1))).isFalse();
        assertThat(PlainWords.areIn(TestEvents.linkClosed("L1"))).isFalse();
    }

    @Test
    void a_label_a_recipient_and_the_hash_of_a_password_are_words() {
        LinkTerms hashed = LinkTerms.of("a/").withPasswordHash("$argon2id$..");

        assertThat(PlainWords.areIn(linkCreated("L1"))).isTrue();
        assertThat(PlainWords.areIn(TestEvents.linksCreated("G1", "L1", "L2"))).isTrue();
        assertThat(PlainWords.areIn(new ControlEvent.LinkEdited("L1", labelled("wedding"), false, 1, "ada")))
                .isTrue();
        assertThat(PlainWords.areIn(new ControlEvent.LinkEdited("L1", hashed, false, 1, "ada")))
                .isTrue();
    }
}
