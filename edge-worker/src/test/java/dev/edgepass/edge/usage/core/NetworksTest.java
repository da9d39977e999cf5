package dev.edgepass.edge.usage.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.Utf8;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private static final long MONDAY = Instant.parse("2026-11-30T00:00:00Z").toEpochMilli();
    private static final long WEEK = 7 * 24 * 3_600_000L;

    private final Networks networks = new Networks();

    @Test
    void a_week_begins_on_monday_in_utc() {
        assertThat(Networks.weekOf(Instant.parse("1970-01-05T00:00:00Z").toEpochMilli()))
                .isZero();
        assertThat(Networks.weekOf(MONDAY - 1)).isEqualTo(Networks.weekOf(MONDAY) - 1);
        assertThat(Networks.weekOf(MONDAY + WEEK - 1)).isEqualTo(Networks.weekOf(MONDAY));
    }

    @Test
    void addresses_of_one_network_have_one_hash_for_a_week() {
        assertThat(networks.hash("192.0.2.1", "64496", MONDAY)).as("no key yet").isNull();

        networks.take(Networks.weekOf(MONDAY), Utf8.encode("0123456789abcdef"));
        String hash = networks.hash("192.0.2.1", "64496", MONDAY);
        assertThat(hash).matches("[0-9a-f]{8}").isEqualTo(networks.hash("192.0.2.99", "64496", MONDAY + WEEK - 1));
        assertThat(networks.hash("192.0.3.1", "64496", MONDAY)).isNotEqualTo(hash);
        assertThat(networks.hash("192.0.2.1", "64496", MONDAY + WEEK))
                .as("the next week")
                .isNull();
        assertThat(networks.hash("nowhere", "64496", MONDAY)).isNull();

        networks.take(Networks.weekOf(MONDAY), Utf8.encode("another key, too"));
        assertThat(networks.hash("192.0.2.1", "64496", MONDAY)).isNotEqualTo(hash);
    }

    @Test
    void who_operates_a_network_stands_before_its_prefix() {
        networks.take(Networks.weekOf(MONDAY), Utf8.encode("0123456789abcdef"));
        String one = networks.hash("192.0.2.1", "64496", MONDAY);
        String same = networks.hash("192.0.3.1", "64496", MONDAY);
        String other = networks.hash("192.0.2.1", "64497", MONDAY);

        assertThat(same.substring(0, 4)).isEqualTo(one.substring(0, 4));
        assertThat(same.substring(4)).isNotEqualTo(one.substring(4));
        assertThat(other.substring(0, 4)).isNotEqualTo(one.substring(0, 4));
        assertThat(other.substring(4)).isEqualTo(one.substring(4));
        assertThat(networks.hash("192.0.2.1", null, MONDAY)).isEqualTo("0000" + one.substring(4));
    }

    @Test
    void a_weeks_key_is_asked_for_once_and_again_where_it_does_not_come() {
        assertThat(networks.asksForKey(MONDAY)).isTrue();
        assertThat(networks.asksForKey(MONDAY + 4_999)).isFalse();
        assertThat(networks.asksForKey(MONDAY + 5_000)).isTrue();
        assertThat(networks.asksForKey(MONDAY - 100_000))
                .as("the clock was set back")
                .isTrue();
        assertThat(networks.asksForKey(MONDAY - 100_000)).isFalse();

        networks.take(Networks.weekOf(MONDAY), Utf8.encode("0123456789abcdef"));
        assertThat(networks.asksForKey(MONDAY + 100_000)).isFalse();
        assertThat(networks.asksForKey(MONDAY + WEEK)).isTrue();
    }
}
