package dev.edgepass.audit;

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

    @Test
    void an_origin_is_one_logs_whatever_the_archives_name() {
        LogName log = new LogName("edgepass.issuance", 3, ID, 0);

        assertThat(LogName.ofOrigin(log.origin("edgepass"))).hasValue(log);
        assertThat(LogName.ofOrigin(log.origin("example.com/audit"))).hasValue(log);
        assertThat(LogName.ofOrigin(log.folder())).isEmpty();
        assertThat(LogName.ofOrigin("example.com/audit")).isEmpty();
        assertThat(log.isNamed("edgepass.issuance-3")).isTrue();
        assertThat(log.isNamed("edgepass.issuance-3." + ID)).isTrue();
        assertThat(log.isNamed("edgepass.issuance-1")).isFalse();
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
