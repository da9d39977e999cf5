package dev.edgepass.consumer.archive;

import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.consumer.archive.core.ArchiveStopped;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.PassOver;
import dev.edgepass.consumer.log.RangeReader;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.RealBackends;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

@ExtendWith(CleanBackends.class)
class TopicRecordsIT {
    private static final String TYPE = "dev.edgepass.link.renamed.v1";

    private final List<Long> shown = new ArrayList<>();
    private TestLog log;
    private Admin admin;
    private EventLog events;
    private String topicId;

    @BeforeEach
    void open() {
        log = new TestLog();
        admin = Admin.create(Map.of("bootstrap.servers", RealBackends.kafka()));
        events = new EventLog(
                new DefaultKafkaConsumerFactory<>(
                        Map.of("bootstrap.servers", RealBackends.kafka(), "auto.offset.reset", "none"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                admin,
                List.of());
        topicId = events.end(Topics.CONTROL, 1).topicId();
    }

    @AfterEach
    void close() {
        admin.close();
        log.close();
    }

    private void read(long to, PassOver passOver, boolean acceptPlainWords) throws Exception {
        shown.clear();
        try (RangeReader ranges = events.ranges(null)) {
            new TopicRecords(
                            ranges,
                            new TopicPartition(Topics.CONTROL, 0),
                            topicId,
                            new EventReader(passOver),
                            acceptPlainWords)
                    .read(0, to, message -> shown.add(message.offset()));
        }
    }

    @Test
    void an_event_of_an_unknown_type_ends_the_reading_before_it() {
        log.append(linkClosed("L1"));
        log.appendUnknown(TYPE);
        long end = log.append(linkClosed("L2"));

        assertThatThrownBy(() -> read(end, PassOver.NONE, false))
                .isInstanceOf(ArchiveStopped.class)
                .hasMessageContaining("the record at offset 1 is an event of the type " + TYPE)
                .hasMessageContaining("docs/upgrade.md");
        assertThat(shown).containsExactly(0L);
    }

    @Test
    void one_that_the_projections_pass_over_is_archived() throws Exception {
        log.append(linkClosed("L1"));
        long end = log.appendUnknown(TYPE);

        read(end, PassOver.parse(List.of(topicId + ":1")), false);
        assertThat(shown).containsExactly(0L, 1L);

        assertThatThrownBy(() -> read(end, PassOver.parse(List.of(topicId + ":0")), false))
                .isInstanceOf(ArchiveStopped.class);
    }

    @Test
    void where_plain_words_are_accepted_every_type_is_archived() throws Exception {
        long end = log.appendUnknown(TYPE);

        read(end, PassOver.NONE, true);

        assertThat(shown).containsExactly(0L);
    }

    @Test
    void what_is_no_event_is_archived() throws Exception {
        long end = log.appendGarbage(Topics.CONTROL);

        read(end, PassOver.NONE, false);

        assertThat(shown).containsExactly(0L);
    }
}
