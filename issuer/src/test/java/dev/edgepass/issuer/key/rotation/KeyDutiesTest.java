package dev.edgepass.issuer.key.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.key.KeyRecord;
import dev.edgepass.key.KeyRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyDutiesTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void a_key_is_changed_once_it_has_been_in_use_for_so_long_and_not_before() {
        List<KeyRecord> keys = List.of(key("a", State.ACTIVE, START, null));

        assertThat(KeyDuties.at(START.plus(MONTH).minusMillis(1), keys, MONTH, DAY)
                        .rotate())
                .isFalse();
        assertThat(KeyDuties.at(START.plus(MONTH), keys, MONTH, DAY).rotate()).isTrue();
    }

    @Test
    void without_an_interval_and_without_a_key_in_use_nothing_is_changed_by_itself() {
        List<KeyRecord> withdrawn = List.of(key("a", State.WITHDRAWN, START, null), key("b", State.NEXT, null, null));

        assertThat(KeyDuties.at(Instant.MAX, List.of(key("a", State.ACTIVE, START, null)), null, DAY)
                        .rotate())
                .isFalse();
        assertThat(KeyDuties.at(START.plus(MONTH), withdrawn, MONTH, DAY).rotate())
                .isFalse();
    }

    @Test
    void a_retiring_key_is_over_when_no_token_under_it_can_live_any_more() {
        List<KeyRecord> keys = List.of(key("a", State.RETIRING, START, START), key("b", State.ACTIVE, START, null));
        Instant over = START.plus(DAY).plus(KeyDuties.MARGIN);

        assertThat(KeyDuties.at(over.minusMillis(1), keys, null, DAY).over()).isEmpty();
        assertThat(KeyDuties.at(over, keys, null, DAY).over()).containsExactly("a");
    }

    private static KeyRecord key(String kid, State state, @Nullable Instant activatedAt, @Nullable Instant retiredAt) {
        return new KeyRecord(kid, new TreeMap<>(), state, 1, START, 1L, activatedAt, retiredAt, null, null, null);
    }
}
