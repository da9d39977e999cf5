package dev.edgepass.consumer.archive.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogNameTest {
    /** Topic ids have dashes themselves. */
    private static final String ID = "-A_AAAAAAAAAAAAAAAAA-7";

    @Test
    void a_log_is_named_by_topic_partition_and_topic_id() {
        LogName log = new LogName("edgepass.issuance", 3, ID, 0);

        assertThat(log.folder()).isEqualTo("edgepass.issuance/3/" + ID);
        assertThat(log.origin("example.com/audit")).isEqualTo("example.com/audit/edgepass.issuance/3/" + ID);
        assertThat(log.id()).isEqualTo("edgepass.issuance-3");
        assertThat(log.earlierId()).isEqualTo("edgepass.issuance-3." + ID);
        assertThat(LogName.parse(log.folder())).hasValue(log);
    }

    @Test
    void one_that_follows_on_the_same_topic_says_on_how_many_events() {
        LogName log = new LogName("edgepass.control", 0, ID, 4711);

        assertThat(log.folder()).isEqualTo("edgepass.control/0/" + ID + "-4711");
        assertThat(LogName.parse(log.folder())).hasValue(log);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "edgepass.control/0",
                "edgepass.control/00/" + ID,
                "edgepass.control/0/" + ID + "-0",
                "edgepass.control/0/" + ID + "-9999999999999999999",
                "../0/" + ID + "/",
                "edgepass.control/0/short"
            })
    void no_log_has_another_name(String folder) {
        assertThat(LogName.parse(folder)).isEmpty();
    }
}
