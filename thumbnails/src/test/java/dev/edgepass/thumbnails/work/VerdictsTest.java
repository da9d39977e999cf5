package dev.edgepass.thumbnails.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.thumbnails.decode.Reason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final int SLOTS = 1 << 12;

    private final Verdicts verdicts = new Verdicts(SLOTS);

    @Test
    void what_was_found_holds_for_that_version_alone() {
        verdicts.settle(object("a.jpg", "\"1\""));
        verdicts.fail(object("b.jpg", "\"1\""), Reason.LONG_KEY);

        assertThat(verdicts.isSettled(object("a.jpg", "\"1\""))).isTrue();
        assertThat(verdicts.isSettled(object("a.jpg", "\"2\""))).isFalse();
        assertThat(verdicts.failure(object("b.jpg", "\"1\""))).contains(Reason.LONG_KEY);
        assertThat(verdicts.failure(object("b.jpg", "\"2\""))).isEmpty();
        assertThat(verdicts.failure(object("a.jpg", "\"1\""))).isEmpty();
        assertThat(verdicts.isSettled(object("c.jpg", "\"1\""))).isFalse();
    }

    /** Else the thumbnail of the second version would be taken for one of the first, once that is back. */
    @Test
    void a_new_version_takes_the_place_of_the_one_before() {
        verdicts.settle(object("a.jpg", "\"1\""));
        verdicts.settle(object("a.jpg", "\"2\""));

        assertThat(verdicts.isSettled(object("a.jpg", "\"1\""))).isFalse();
        assertThat(verdicts.isSettled(object("a.jpg", "\"2\""))).isTrue();
    }

    @Test
    void every_reason_is_kept() {
        for (Reason reason : Reason.values()) {
            verdicts.fail(object("a.jpg", "\"1\""), reason);
            assertThat(verdicts.failure(object("a.jpg", "\"1\""))).contains(reason);
        }
    }

    @Test
    void half_of_its_slots_hold_nearly_as_many_objects() {
        int objects = SLOTS / 2;
        settle(objects);

        assertThat(settled(objects)).isGreaterThan(objects * 98L / 100);
    }

    @Test
    void more_objects_than_there_is_room_for_are_forgotten_but_those_that_failed_are_last() {
        IntStream.range(0, SLOTS / 8).forEach(i -> verdicts.fail(object("bad" + i, "\"1\""), Reason.MALFORMED));
        settle(20 * SLOTS);

        assertThat(settled(20 * SLOTS)).isBetween(SLOTS / 2L, (long) SLOTS);
        assertThat(IntStream.range(0, SLOTS / 8)
                        .filter(i ->
                                verdicts.failure(object("bad" + i, "\"1\"")).isPresent()))
                .hasSize(SLOTS / 8);
    }

    private void settle(int objects) {
        IntStream.range(0, objects).forEach(i -> verdicts.settle(object("album/" + i + ".jpg", "\"1\"")));
    }

    private long settled(int objects) {
        return IntStream.range(0, objects)
                .filter(i -> verdicts.isSettled(object("album/" + i + ".jpg", "\"1\"")))
                .count();
    }

    private static Bucket.Entry object(String key, String etag) {
        return new Bucket.Entry(key, 1, etag);
    }
}
