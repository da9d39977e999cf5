package dev.edgepass.issuer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferWaitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=0|0",
                "wait=10|10",
                "respond-async, wait=3|3",
                "Wait = \"7\"|7",
                "wait=2; x=y|2",
                "wait=3600|30"
            })
    void the_caller_says_how_long_to_wait_up_to_half_a_minute(String prefer, long seconds) {
        PreferWait wait = PreferWait.of(prefer);

        assertThat(wait.patience()).hasSeconds(seconds);
        assertThat(wait.applied()).isTrue();
        Map<String, String> headers = new HashMap<>();
        wait.tell(headers::put);
        assertThat(headers).containsExactly(Map.entry("Preference-Applied", "wait=" + seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait=-1", "wait=soon", "await=3", "return=minimal", "wait=99999999999999999999"})
    void what_cannot_be_read_is_ignored(String prefer) {
        assertThat(PreferWait.of(prefer)).isEqualTo(new PreferWait(PreferWait.DEFAULT, false));
    }

    @Test
    void five_seconds_are_the_default() {
        assertThat(PreferWait.of(null).patience()).hasSeconds(5);
    }
}
