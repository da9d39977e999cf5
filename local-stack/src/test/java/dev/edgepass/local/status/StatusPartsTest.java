package dev.edgepass.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusPartsTest {
    private static final JsonNode HEALTH = JsonMapper.shared().readTree("""
            {"status": "DOWN", "components": {
              "controlProjection": {"status": "DOWN", "details": {"state": "RETRYING", "detail": "Redis is away", "positions": {"0": 17}}},
              "issuanceProjection": {"status": "UP", "details": {"state": "FOLLOWING", "positions": {"0": 3, "2": 4}}},
              "feed": {"status": "UP", "details":
                {"role": "LEADING", "detail": "", "term": 3, "sequence": 90, "position": 18, "asOf": 1795000000123}}}}""");

    @Test
    void the_consumer_s_health_says_what_its_parts_do() {
        ConsumerHealth health = ConsumerHealth.of(HEALTH);

        assertThat(health.controlProjection())
                .isEqualTo(new ConsumerHealth.Projection(false, "retrying", "Redis is away", 17));
        assertThat(health.issuanceProjection()).isEqualTo(new ConsumerHealth.Projection(true, "following", "", 7));
        assertThat(health.feed())
                .isEqualTo(new ConsumerHealth.Feed(true, "leading", "", 3, 90, 18, 1_795_000_000_123L));
    }

    @Test
    void a_time_is_read_as_text_too_and_what_is_missing_is_down() {
        JsonNode text = JsonMapper.shared().readTree("""
                {"components": {"feed": {"status": "UP", "details": {"role": "STANDBY", "asOf": "2026-11-18T11:06:40.123Z"}}}}""");

        assertThat(ConsumerHealth.of(text).feed().asOf()).isEqualTo(1_795_000_000_123L);
        assertThat(ConsumerHealth.of(text).controlProjection().up()).isFalse();
    }

    @Test
    void an_edge_says_what_it_knows() {
        JsonNode json = JsonMapper.shared()
                .readTree(
                        "{\"asOf\":5,\"ageMs\":700,\"readAgeMs\":300,\"position\":12,\"entries\":4,\"keys\":[\"a\",\"b\"]}");

        assertThat(EdgeKnowledge.of(json)).isEqualTo(new EdgeKnowledge(12, 5, 700, 300, 4, Set.of("a", "b")));
    }

    @Test
    void its_json_has_the_details_beside_the_name() {
        assertThat(new PartStatus("log", true, "text", Map.of("position", 7L)).json())
                .isEqualTo(Map.of("part", "log", "up", true, "position", 7L));
    }

    @ParameterizedTest
    @CsvSource({"840,0.8 s", "41000,41 s", "179000,2 min", "7300000,2 h", "500000000,5 d"})
    void a_duration_is_said_as_people_do(long millis, String text) {
        assertThat(Humane.duration(millis)).isEqualTo(text);
    }

    @Test
    void a_count_has_its_noun() {
        assertThat(Humane.count(1, "entry", "entries")).isEqualTo("1 entry");
        assertThat(Humane.count(1_000_000, "entry", "entries")).isEqualTo("1,000,000 entries");
    }
}
