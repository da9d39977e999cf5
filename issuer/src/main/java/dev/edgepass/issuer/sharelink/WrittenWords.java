package dev.edgepass.issuer.sharelink;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.readmodel.LinkRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote about one link: the record that goes before the event, if there is anything to be written, and the digest that goes into it. Pure.
 *
 * @param digest of the event; null where nothing was written about the link
 * @param record null where there is nothing new to be written
 */
record WrittenWords(@Nullable String digest, @Nullable WordsRecord record) {
    private static final WrittenWords NONE = new WrittenWords(null, null);

    /**
     * Those of a new link.
     *
     * @param terms with label and password hash in plain
     * @throws ProblemException {@code invalid-request} where they aren't well-formed Unicode
     */
    static WrittenWords of(String linkId, LinkTerms terms, @Nullable String recipient) {
        // A hash that was erased can't be written again; the event says all the same that there is a password.
        String hash = terms.lostPassword() ? null : terms.passwordHash();
        if (LinkWords.areNone(terms.label(), recipient, hash)) {
            return NONE;
        }
        try {
            WordsRecord record = WordsRecord.of(linkId, LinkWords.of(terms.label(), recipient, hash));
            return new WrittenWords(record.digest(), record);
        } catch (MalformedException e) {
            throw ProblemType.invalid("label", "this, or a recipient, isn't well-formed Unicode");
        }
    }

    /**
     * Those of a link with other terms: the same as before where they didn't change, also where they were erased.
     *
     * @param link with its words
     * @param terms that it is to have, in plain
     */
    static WrittenWords of(LinkRecord link, LinkTerms terms) {
        LinkTerms before = link.terms();
        boolean same = before.words() != null
                && Objects.equals(before.label(), terms.label())
                && Objects.equals(before.passwordHash(), terms.passwordHash());
        return same ? new WrittenWords(before.words(), null) : of(link.id(), terms, link.recipient());
    }

    /** The terms as they stand in the event. */
    LinkTerms inEvent(LinkTerms terms) {
        return terms.withDigest(digest);
    }

    List<WordsRecord> records() {
        return Optional.ofNullable(record).map(List::of).orElse(List.of());
    }

    /** A link of an event that has the digest, with the words that were just written. */
    LinkRecord with(LinkRecord link) {
        return record == null ? link : link.withWords(record.words());
    }
}
