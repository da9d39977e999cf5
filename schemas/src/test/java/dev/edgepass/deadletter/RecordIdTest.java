package dev.edgepass.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"edgepass.control-0@17", "edgepass.issuance-3@0", "edgepass.usage-3@1"})
    void a_place_of_a_topic_whose_records_may_be_passed_over_is_one(String text) {
        assertThat(RecordId.parse(text)).map(RecordId::toString).hasValue(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"edgepass.control-1@17", "edgepass.issuance-4@0", "edgepass.usage-4@0", "edgepass.usage.dlt-0@0"
            })
    void a_partition_or_topic_that_the_log_lacks_is_none(String text) {
        assertThat(RecordId.parse(text)).isEmpty();
    }

    @Test
    void what_isnt_of_that_form_is_none() {
        assertThat(RecordId.parse("edgepass.usage@1")).isEmpty();
    }
}
