package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of the store, its tokens and KV. */
class StoreFactsTest {
    private static final Outcome DONE = Outcome.DONE;
    private static final Outcome REFUSED = Outcome.REFUSED;

    @Test
    void a_store_that_takes_writes_once_and_refuses_strangers_is_well() {
        Found.assertAllWell(store(DONE, DONE, Outcome.PRECONDITION_FAILED, DONE, 403, 400));
        Found.assertAllWell(store(Outcome.NO_OBJECT, DONE, Outcome.PRECONDITION_FAILED, DONE, 401, 403));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "NO_BUCKET", "FAILED"})
    void a_bucket_that_cant_be_read_or_written_fails(Outcome outcome) {
        Found.assertOnly(
                store(outcome, DONE, Outcome.PRECONDITION_FAILED, DONE, 403, 403),
                CheckId.BUCKETS,
                Level.FAIL,
                "a read of feed " + outcome.words());

        List<Check> unwritten = store(DONE, outcome, outcome, DONE, 403, 403);
        Found.assertLevel(unwritten, CheckId.BUCKETS, Level.FAIL);
        Found.assertLevel(unwritten, CheckId.PRIVATE, Level.UNKNOWN);
        Found.assertLevel(unwritten, CheckId.CONDITIONAL_WRITE, Level.UNKNOWN);
    }

    @Test
    void what_cant_be_deleted_is_named() {
        Found.assertOnly(
                store(DONE, DONE, Outcome.PRECONDITION_FAILED, REFUSED, 403, 403),
                CheckId.BUCKETS,
                Level.WARN,
                "scratch");
    }

    @ParameterizedTest
    @CsvSource({"200, 403, media (200)", "403, 200, feed (200)", "404, 403, media (404)"})
    void a_store_that_answers_strangers_fails(int media, int feed, String seen) {
        Found.assertOnly(
                store(DONE, DONE, Outcome.PRECONDITION_FAILED, DONE, media, feed), CheckId.PRIVATE, Level.FAIL, seen);
    }

    @Test
    void a_second_write_that_is_done_fails() {
        Found.assertOnly(
                store(DONE, DONE, DONE, DONE, 403, 403), CheckId.CONDITIONAL_WRITE, Level.FAIL, "(expected: 412)");
    }

    @Test
    void tokens_with_their_rights_and_no_others_are_well() {
        assertThat(tokens(DONE, DONE, REFUSED, DONE, REFUSED, REFUSED).level()).isEqualTo(Level.OK);
        assertThat(tokens(DONE, Outcome.NO_OBJECT, REFUSED, DONE, REFUSED, REFUSED)
                        .level())
                .isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "0, the issuer's can't write media",
        "1, the issuer's can't read the feed",
        "2, the issuer's can write the feed",
        "3, the consumer's can't write the feed",
        "4, the consumer's can write media",
        "5, the consumer's can read media"
    })
    void a_token_that_cant_do_what_it_should_or_can_do_more_fails(int attempt, String seen) {
        Outcome[] outcomes = {DONE, DONE, REFUSED, DONE, REFUSED, REFUSED};
        outcomes[attempt] = outcomes[attempt] == DONE ? REFUSED : DONE;

        Check check = tokens(outcomes);

        assertThat(check.level()).isEqualTo(Level.FAIL);
        assertThat(check.seen()).contains(seen);
        assertThat(check.mend()).contains("cloud up");
    }

    @Test
    void a_read_past_its_rights_that_finds_no_object_is_a_right_too() {
        assertThat(tokens(DONE, DONE, REFUSED, DONE, REFUSED, Outcome.NO_OBJECT).level())
                .isEqualTo(Level.FAIL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void an_attempt_without_an_answer_is_unknown(int attempt) {
        Outcome[] outcomes = {DONE, DONE, REFUSED, DONE, REFUSED, REFUSED};
        outcomes[attempt] = Outcome.FAILED;

        assertThat(tokens(outcomes).level()).isEqualTo(Level.UNKNOWN);
    }

    @Test
    void one_token_for_everything_isnt_called_well() {
        assertThat(TokenFacts.ofOne().check().level()).isEqualTo(Level.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, OK",
        "200, false, WARN",
        "403, true, FAIL",
        "401, true, FAIL",
        "404, true, FAIL",
        "429, true, FAIL",
        "500, true, FAIL"
    })
    void kv_is_well_where_it_takes_a_write(int status, boolean isClean, Level level) {
        Check check = new KvFacts(OptionalInt.of(status), isClean).check();

        assertThat(check.level()).isEqualTo(level);
        assertThat(check.mend().isEmpty()).isEqualTo(level == Level.OK);
    }

    @Test
    void kv_that_doesnt_answer_fails() {
        assertThat(new KvFacts(OptionalInt.empty(), true).check().level()).isEqualTo(Level.FAIL);
    }

    private static List<Check> store(
            Outcome feedRead, Outcome write, Outcome second, Outcome delete, int anonymousMedia, int anonymousFeed) {
        return new StoreFacts(
                        "media",
                        "feed",
                        feedRead,
                        write,
                        second,
                        delete,
                        OptionalInt.of(anonymousMedia),
                        OptionalInt.of(anonymousFeed),
                        "scratch")
                .checks();
    }

    private static Check tokens(Outcome... outcomes) {
        assertThat(outcomes).as(Arrays.toString(outcomes)).hasSize(6);
        return new TokenFacts(false, outcomes[0], outcomes[1], outcomes[2], outcomes[3], outcomes[4], outcomes[5])
                .check();
    }
}
