package dev.edgepass.consumer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.EventType;
import dev.edgepass.event.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class MentionTest {
    private final Mention mention = Mention.of("L-1_x").orElseThrow();

    private static ConsumerRecord<byte[], byte[]> message(String type, String value) {
        ConsumerRecord<byte[], byte[]> message =
                new ConsumerRecord<>(Topics.ISSUANCE, 0, 7, null, value.getBytes(UTF_8));
        message.headers().add("ce_type", type.getBytes(UTF_8));
        return message;
    }

    @Test
    void an_event_of_a_known_type_is_passed_over_where_the_id_is_nowhere_in_it() {
        String type = EventType.TOKEN_ISSUED.ceType();

        assertThat(mention.mayBeIn(message(type, "{\"linkId\":\"L-1_y\"}"))).isFalse();
        assertThat(mention.mayBeIn(message(type, "L-1_"))).isFalse();
        assertThat(mention.mayBeIn(message(type, "{\"linkId\":\"L-1_x\"}"))).isTrue();
    }

    @Test
    void what_this_build_doesnt_know_is_never_passed_over() {
        assertThat(mention.mayBeIn(message("another.v1", "{}"))).isTrue();
        assertThat(mention.mayBeIn(new ConsumerRecord<>(Topics.ISSUANCE, 0, 7, null, "{}".getBytes(UTF_8))))
                .isTrue();
    }

    @Test
    void an_id_that_json_may_spell_otherwise_is_looked_for_by_parsing() {
        assertThat(Mention.of("a/b")).isEmpty();
        assertThat(Mention.of("\u00e4")).isEmpty();
    }
}
