package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.UnverifiedHead;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.FeedKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedFactsTest {
    private static final Place PLACE = new Place(false, "127.0.0.1:8782", "127.0.0.1:8784");
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void a_fresh_head_of_this_log_is_well() {
        Found.assertAllWell(checks(head(4000, 90, "this-log", LogGaps.NONE), FeedFacts.Signature.GOOD));
    }

    @ParameterizedTest
    @CsvSource({"14000, OK", "16000, WARN", "31000, FAIL", "-1500, OK", "-3000, FAIL"})
    void an_old_head_warns_and_then_fails_and_one_from_the_future_fails(long age, Level level) {
        Found.assertLevel(
                checks(head(age, 90, "this-log", LogGaps.NONE), FeedFacts.Signature.GOOD), CheckId.HEAD_AGE, level);
    }

    @Test
    void a_head_of_another_log_fails_with_the_command_that_goes_on() {
        List<Check> checks = checks(head(4000, 90, "other-log", LogGaps.NONE), FeedFacts.Signature.GOOD);

        Found.assertOnly(checks, CheckId.HEAD_LOG, Level.FAIL, "topic id other-log, here: this-log");
        assertThat(Found.check(checks, CheckId.HEAD_LOG).mend()).startsWith("./edgepass replay --new-epoch");
    }

    @Test
    void a_log_that_is_shorter_than_what_is_published_fails() {
        Found.assertOnly(
                checks(head(4000, 101, "this-log", LogGaps.NONE), FeedFacts.Signature.GOOD),
                CheckId.HEAD_POSITION,
                Level.FAIL,
                "101 of 100 records of the log are published: the log went back");
    }

    @Test
    void a_feed_that_is_held_fails_and_one_far_behind_warns() {
        Found.assertOnly(
                checks(head(4000, 90, "this-log", new LogGaps(90, List.of(), List.of())), FeedFacts.Signature.GOOD),
                CheckId.HEAD_POSITION,
                Level.FAIL,
                "is held");
        Found.assertOnly(
                new FeedFacts(head(4000, 90, "this-log", LogGaps.NONE), FeedFacts.Signature.GOOD, "k", NOW)
                        .checks(PLACE, Optional.of(ServiceFactsTest.kafka(1_000_000))),
                CheckId.HEAD_POSITION,
                Level.WARN,
                "90 of 1,000,000");
    }

    @Test
    void without_kafka_the_log_is_unknown() {
        List<Check> checks = new FeedFacts(head(4000, 90, "this-log", LogGaps.NONE), FeedFacts.Signature.GOOD, "k", NOW)
                .checks(PLACE, Optional.empty());

        Found.assertLevel(checks, CheckId.HEAD_LOG, Level.UNKNOWN);
        Found.assertLevel(checks, CheckId.HEAD_POSITION, Level.UNKNOWN);
    }

    @Test
    void a_signature_that_no_trusted_key_made_fails_and_one_that_cant_be_checked_is_unknown() {
        FeedHead head = head(4000, 90, "this-log", LogGaps.NONE);

        Found.assertOnly(
                checks(head, FeedFacts.Signature.BAD), CheckId.HEAD_SIGNATURE, Level.FAIL, "No feed key of the set");
        Found.assertLevel(checks(head, FeedFacts.Signature.UNCHECKED), CheckId.HEAD_SIGNATURE, Level.UNKNOWN);
    }

    @Test
    void the_probe_verifies_a_heads_signature() throws Exception {
        FeedKeyFiles keys = new FeedKeyFiles(folder.resolve("feed.jwk"));
        keys.pin();
        Path set = folder.resolve("feed-public.jwks");
        Path others = Files.createDirectory(folder.resolve("others"));
        new FeedKeyFiles(others.resolve("feed.jwk")).pin();
        String signed = Es256.signer(keys.signing()).sign(head(0, 1, "log", LogGaps.NONE));
        ECKey sameName = new ECKey.Builder(new FeedKeyFiles(others.resolve("feed.jwk")).signing())
                .keyID(keys.signing().getKeyID())
                .build();
        String forged = Es256.signer(sameName).sign(head(0, 1, "log", LogGaps.NONE));

        assertThat(FeedProbe.signature(UnverifiedHead.parse(signed), set)).isEqualTo(FeedFacts.Signature.GOOD);
        assertThat(FeedProbe.signature(UnverifiedHead.parse(forged), set)).isEqualTo(FeedFacts.Signature.BAD);
        assertThat(FeedProbe.signature(UnverifiedHead.parse(signed), others.resolve("feed-public.jwks")))
                .isEqualTo(FeedFacts.Signature.BAD);
        assertThat(FeedProbe.signature(UnverifiedHead.parse(signed), folder.resolve("none")))
                .isEqualTo(FeedFacts.Signature.UNCHECKED);
    }

    private static List<Check> checks(FeedHead head, FeedFacts.Signature signature) {
        return new FeedFacts(head, signature, "k", NOW).checks(PLACE, Optional.of(ServiceFactsTest.kafka(100)));
    }

    private static FeedHead head(long ageMillis, long position, String topicId, LogGaps gaps) {
        return new FeedHead(
                3,
                9,
                "publisher",
                NOW.toEpochMilli() - ageMillis,
                position,
                0,
                topicId,
                new byte[16],
                List.of(),
                List.of(),
                Segment.EMPTY,
                0,
                gaps);
    }
}
