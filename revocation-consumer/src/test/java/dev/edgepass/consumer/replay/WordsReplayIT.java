package dev.edgepass.consumer.replay;

import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linkEdited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.WordsRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote, in a replay and in a listing of the log. */
@ExtendWith(CleanBackends.class)
class WordsReplayIT {
    private static final LinkWords FIRST = LinkWords.of("First", "Ann", "$argon2id$1");
    private static final LinkWords SECOND = LinkWords.of("Second", "Ann", "$argon2id$1");
    private static final LinkWords ERASED = LinkWords.of("Erased", null, null);

    @TempDir
    private Path keys;

    private TestService service;
    private ReplayCall replay;

    @BeforeEach
    void someHistory() {
        service = TestService.start(keys.resolve("feed.jwk"));
        replay = new ReplayCall(keys.resolve("feed.jwk"));
        try (TestLog log = new TestLog();
                TestFeed feed = new TestFeed(keys.resolve("feed.jwk"))) {
            write(log, "L1", FIRST);
            long made = log.append(linkCreated("L1", FIRST));
            write(log, "L1", SECOND);
            log.append(linkEdited("L1", SECOND, made));
            write(log, "of a command that came to nothing", SECOND);
            write(log, "L2", ERASED);
            log.append(linkCreated("L2", ERASED));
            write(log, "L3", FIRST);
            write(log, "L4", ERASED);
            log.append(new ControlEvent.LinksCreated(
                    "G1",
                    List.of(member("L3", FIRST), member("L4", ERASED)),
                    TestEvents.labelled(null),
                    null,
                    Instant.now(),
                    "ada"));
            log.append(WordsRecord.tombstone("L2", ERASED.digest()));
            long words = log.append(WordsRecord.tombstone("L4", ERASED.digest()));
            long position = log.append(TestEvents.keyAdded("k1"));
            service.awaitFolded(position);
            feed.awaitPosition(position);
            await().until(() ->
                    Long.toString(words).equals(service.redis().opsForHash().get("ep:words", "position")));
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void words_that_are_folded_before_all_events_are_those_that_were_folded_live() {
        int exit = replay.run(List.of("--dry-run"));

        assertThat(replay.printed()).contains(" 0 differences");
        assertThat(exit).isZero();
    }

    @Test
    void offsets_without_records_make_no_difference() {
        try (TestLog log = new TestLog()) {
            String words = Long.toString(log.appendBeforeGap(WordsRecord.of("L5", FIRST)));
            await().until(() -> words.equals(service.redis().opsForHash().get("ep:words", "position")));
        }

        int exit = replay.run(List.of("--dry-run"));

        assertThat(replay.printed()).contains(" 0 differences");
        assertThat(exit).isZero();
    }

    @Test
    void a_difference_in_words_is_told_without_them() {
        service.redis().opsForHash().put("ep:words:L1", SECOND.digest(), "{\"label\":\"tampered\"}");
        service.redis()
                .opsForZSet()
                .remove("ep:loose-words", WordsRecord.of("L1", FIRST).key());

        assertThat(replay.run(List.of("--dry-run"))).isEqualTo(1);

        assertThat(replay.printed())
                .contains("different: words:L1 " + SECOND.digest() + ": live has one, replay has one")
                .contains("different: loose-words L1/" + FIRST.digest() + ": live has none")
                .contains(" 2 differences")
                .doesNotContain("tampered", "Second");
    }

    @Test
    void a_listing_has_what_is_there_and_says_what_was_erased() {
        assertThat(replay.run(List.of("--list", "--json"))).isZero();

        assertThat(replay.printed().lines().toList())
                .anyMatch(line -> line.contains("\"link\":\"L1\",\"label\":\"First\",\"recipient\":\"Ann\""))
                .anyMatch(line -> line.contains("\"link\":\"L1\",\"label\":\"Second\",\"recipient\":\"Ann\""))
                .anyMatch(line -> line.contains("\"link\":\"L2\",\"words\":\"erased\""))
                .anyMatch(line -> line.contains("\"label\":\"First\",\"recipients\":[\"Ann\",\"erased\"]"));
        assertThat(replay.printed()).doesNotContain("argon2");
    }

    private static void write(TestLog log, String linkId, LinkWords words) {
        log.append(WordsRecord.of(linkId.replace(' ', '-'), words));
    }

    private static ControlEvent.LinksCreated.Member member(String id, LinkWords words) {
        return new ControlEvent.LinksCreated.Member(id, TestEvents.secretHash(id), null, words.digest());
    }
}
