package dev.edgepass.consumer.projection.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LooseWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant DUE = NOW.minus(LooseWords.KEPT);
    private static final LinkWords WORDS = LinkWords.of("First", null, null);
    private static final WordsRecord TOMBSTONE = WordsRecord.tombstone("L1", WORDS.digest());

    @Test
    void words_that_no_link_has_go_after_an_hour() {
        assertThat(LooseWords.tombstone(TOMBSTONE.key(), DUE, null, NOW)).isEqualTo(TOMBSTONE);
        assertThat(LooseWords.tombstone(TOMBSTONE.key(), DUE.plusMillis(1), null, NOW))
                .isNull();
    }

    @Test
    void words_in_force_stay_and_those_that_were_superseded_go() {
        assertThat(LooseWords.tombstone(TOMBSTONE.key(), DUE, link(WORDS), NOW)).isNull();
        assertThat(LooseWords.tombstone(TOMBSTONE.key(), DUE, link(LinkWords.of("Second", null, null)), NOW))
                .isEqualTo(TOMBSTONE);
    }

    private static LinkRecord link(LinkWords words) {
        return LinkRecord.created(TestEvents.linkCreated("L1", words), 1);
    }
}
