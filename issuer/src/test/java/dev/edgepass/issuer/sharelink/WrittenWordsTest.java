package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WrittenWordsTest {
    private static final String HASH = "$argon2id$1";
    private static final LinkWords WORDS = LinkWords.of("First", "Ann", HASH);

    @Test
    void a_link_about_which_nothing_was_written_has_no_words() {
        WrittenWords none = WrittenWords.of("l1", LinkTerms.of("a/"), null);

        assertThat(none.records()).isEmpty();
        assertThat(none.inEvent(LinkTerms.of("a/"))).isEqualTo(LinkTerms.of("a/"));
    }

    @Test
    void an_event_has_the_digest_and_none_of_the_words() {
        WrittenWords written = WrittenWords.of("l1", terms("First", HASH), "Ann");
        LinkTerms inEvent = written.inEvent(terms("First", HASH));

        assertThat(written.records()).hasSize(1);
        assertThat(inEvent.words()).isEqualTo(written.records().get(0).digest());
        assertThat(inEvent.label()).isNull();
        assertThat(inEvent.passwordHash()).isEqualTo(LinkTerms.AMONG_WORDS);
    }

    @Test
    void words_that_dont_change_are_written_once_also_where_they_were_erased() {
        LinkRecord link = link().withWords(WORDS);
        LinkRecord erased = link().withWords(null);

        assertThat(WrittenWords.of(link, link.terms())).isEqualTo(new WrittenWords(WORDS.digest(), null));
        assertThat(WrittenWords.of(erased, erased.terms())).isEqualTo(new WrittenWords(WORDS.digest(), null));
    }

    @Test
    void other_words_are_whole() {
        LinkRecord link = link().withWords(WORDS);

        LinkWords written = words(WrittenWords.of(link, labelled(link, "Second")));

        assertThat(written.label()).isEqualTo("Second");
        assertThat(written.recipient()).isEqualTo("Ann");
        assertThat(written.passwordHash()).isEqualTo(HASH);
        assertThat(written.digest()).isNotEqualTo(WORDS.digest());
    }

    /** The link stays closed to everybody. */
    @Test
    void a_new_label_doesnt_bring_back_a_password_that_was_erased_and_the_event_has_it_all_the_same() {
        LinkRecord erased = link().withWords(null);
        LinkTerms terms = labelled(erased, "Second");

        WrittenWords written = WrittenWords.of(erased, terms);

        assertThat(words(written).passwordHash()).isNull();
        assertThat(words(written).recipient()).isNull();
        assertThat(written.inEvent(terms).withWords(words(written)).lostPassword())
                .isTrue();
    }

    @Test
    void words_that_an_earlier_release_wrote_in_plain_move_with_the_next_edit() {
        LinkRecord plain = LinkRecord.created(
                new LinkCreated("l1", "hash", terms("First", HASH), null, "Ann", null, Instant.EPOCH, "ada"), 1);

        assertThat(words(WrittenWords.of(plain, plain.terms())))
                .extracting(LinkWords::label, LinkWords::recipient, LinkWords::passwordHash)
                .containsExactly("First", "Ann", HASH);
    }

    @Test
    void what_isnt_unicode_is_named() {
        assertThatThrownBy(() -> WrittenWords.of("l1", terms("\ud800", null), null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("label");
    }

    private static LinkRecord link() {
        LinkTerms terms = terms("First", HASH).withDigest(WORDS.digest());
        return LinkRecord.created(new LinkCreated("l1", "hash", terms, null, null, null, Instant.EPOCH, "ada"), 1);
    }

    private static LinkTerms labelled(LinkRecord link, String label) {
        return terms(label, link.terms().passwordHash());
    }

    private static LinkTerms terms(@Nullable String label, @Nullable String hash) {
        return new LinkTerms(label, List.of("a/"), null, null, hash, false, List.of(), null, false, null, null, null);
    }

    private static LinkWords words(WrittenWords written) {
        return written.records().get(0).words();
    }
}
