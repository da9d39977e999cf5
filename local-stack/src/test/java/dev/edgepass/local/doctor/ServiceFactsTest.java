package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Topics;
import dev.edgepass.local.doctor.IssuerFacts.Part;
import dev.edgepass.local.status.ConsumerHealth;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the issuer and of the revocation consumer. */
class ServiceFactsTest {
    private static final Place PLACE = new Place(true, "kafka:9092", "redis:6379");
    private static final URI ADDRESS = URI.create("http://127.0.0.1:8780");
    private static final URI PUBLIC = URI.create("https://issuer.example");
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Part UP = new Part("UP", Map.of());
    private static final Part CANARY =
            new Part("UP", Map.of("outcome", "ok", "totalMs", "1400", "lastRun", "2026-11-29T09:57:00Z"));
    private static final ConsumerHealth.Projection FOLLOWING = new ConsumerHealth.Projection(true, "following", "", 90);
    private static final ConsumerHealth.Archive ARCHIVE = new ConsumerHealth.Archive(true, true, Map.of());
    private static final ConsumerHealth.Feed LEADING = new ConsumerHealth.Feed(true, "leading", "", 3, 9, 90, 1);

    @Test
    void an_issuer_whose_parts_are_well_and_which_is_at_its_public_address_is_well() {
        Found.assertAllWell(issuer(true, Map.of("log", UP, "canary", CANARY), Set.of("a")));
    }

    @Test
    void an_issuer_that_isnt_ready_fails() {
        Found.assertOnly(
                issuer(false, Map.of("log", UP, "canary", CANARY), Set.of("a")),
                CheckId.ISSUER,
                Level.FAIL,
                "isn't ready");
    }

    @ParameterizedTest
    @CsvSource({"DOWN", "ALARM", "OUT_OF_SERVICE"})
    void a_part_that_isnt_well_fails_with_its_reason(String status) {
        Part pepper = new Part(status, Map.of("reason", "another pepper"));

        Found.assertOnly(
                issuer(true, Map.of("pepper", pepper, "canary", CANARY), Set.of("a")),
                CheckId.ISSUER_PARTS,
                Level.FAIL,
                "pepper is " + status + " (another pepper)");
    }

    @Test
    void a_part_that_the_issuer_doesnt_know_is_unknown() {
        Found.assertLevel(
                issuer(true, Map.of("pepper", new Part("UNKNOWN", Map.of())), Set.of("a")),
                CheckId.ISSUER_PARTS,
                Level.UNKNOWN);
    }

    @Test
    void without_an_admin_the_parts_and_the_canary_are_unknown() {
        List<Check> checks = issuer(true, Map.of(), Set.of("a"));

        Found.assertLevel(checks, CheckId.ISSUER_PARTS, Level.UNKNOWN);
        Found.assertLevel(checks, CheckId.CANARY, Level.UNKNOWN);
    }

    @Test
    void a_late_canary_fails_an_old_one_warns_and_one_that_is_off_is_unknown() {
        Part late = new Part("ALARM", Map.of("outcome", "late", "lastRun", "2026-11-29T09:57:00Z"));
        Part old = new Part("UP", Map.of("outcome", "ok", "totalMs", "900", "lastRun", "2026-11-28T09:57:00Z"));

        Found.assertOnly(issuer(true, Map.of("canary", late), Set.of("a")), CheckId.CANARY, Level.FAIL, "was late");
        Found.assertOnly(issuer(true, Map.of("canary", old), Set.of("a")), CheckId.CANARY, Level.WARN, "24 h ago");
        for (Map<String, String> details : List.of(Map.of("canary", "off"), Map.of("canary", "no run yet"))) {
            Found.assertLevel(
                    issuer(true, Map.of("canary", new Part("UP", details)), Set.of("a")),
                    CheckId.CANARY,
                    Level.UNKNOWN);
        }
    }

    @Test
    void another_issuer_or_none_at_the_public_address_fails() {
        Map<String, Part> parts = Map.of("log", UP, "canary", CANARY);

        Found.assertOnly(issuer(true, parts, Set.of("b")), CheckId.PUBLIC_ADDRESS, Level.FAIL, "it is another");
        Found.assertOnly(
                new IssuerFacts(ADDRESS, true, Set.of("a"), parts, Optional.of(PUBLIC), Optional.empty(), NOW)
                        .checks(PLACE),
                CheckId.PUBLIC_ADDRESS,
                Level.FAIL,
                "No issuer answers at its public address " + PUBLIC);
        Found.assertLevel(
                new IssuerFacts(ADDRESS, true, Set.of(), parts, Optional.of(PUBLIC), Optional.of(Set.of("a")), NOW)
                        .checks(PLACE),
                CheckId.PUBLIC_ADDRESS,
                Level.UNKNOWN);
    }

    @Test
    void a_consumer_that_follows_and_leads_is_well() {
        Found.assertAllWell(consumer(true, FOLLOWING, LEADING, Optional.of(true)));
    }

    @Test
    void a_consumer_that_isnt_ready_fails() {
        Found.assertOnly(
                consumer(false, FOLLOWING, LEADING, Optional.of(true)), CheckId.CONSUMER, Level.FAIL, "isn't ready");
    }

    @Test
    void a_projection_that_cant_go_on_fails_and_one_that_is_far_behind_warns() {
        ConsumerHealth.Projection halted = new ConsumerHealth.Projection(false, "halted", "the log went back", 5);
        List<Check> checks = new ConsumerFacts(
                        ADDRESS, true, halted, FOLLOWING, FOLLOWING, FOLLOWING, LEADING, Optional.of(true), ARCHIVE)
                .checks(PLACE, Optional.of(kafka(90)));
        Found.assertOnly(checks, CheckId.CONTROL_LAG, Level.FAIL, "halted (the log went back)");

        List<Check> behind = new ConsumerFacts(
                        ADDRESS, true, FOLLOWING, FOLLOWING, FOLLOWING, FOLLOWING, LEADING, Optional.of(true), ARCHIVE)
                .checks(PLACE, Optional.of(kafka(1_000_000)));
        Found.assertLevel(behind, CheckId.CONTROL_LAG, Level.WARN);
        Found.assertLevel(behind, CheckId.ISSUANCE_LAG, Level.WARN);
        assertThat(Found.check(behind, CheckId.CONTROL_LAG).seen()).contains("90 of 1,000,000 records");
    }

    @Test
    void a_counting_of_views_that_doesnt_go_on_warns() {
        ConsumerHealth.Projection retrying = new ConsumerHealth.Projection(false, "retrying", "Redis is away", 5);

        Found.assertLevel(
                new ConsumerFacts(
                                ADDRESS,
                                true,
                                FOLLOWING,
                                FOLLOWING,
                                FOLLOWING,
                                retrying,
                                LEADING,
                                Optional.of(true),
                                ARCHIVE)
                        .checks(PLACE, Optional.of(kafka(90))),
                CheckId.VIEWS,
                Level.WARN);
    }

    @Test
    void without_kafka_the_lag_is_unknown() {
        List<Check> checks = new ConsumerFacts(
                        ADDRESS, true, FOLLOWING, FOLLOWING, FOLLOWING, FOLLOWING, LEADING, Optional.of(true), ARCHIVE)
                .checks(PLACE, Optional.empty());

        Found.assertLevel(checks, CheckId.CONTROL_LAG, Level.UNKNOWN);
        Found.assertLevel(checks, CheckId.ISSUANCE_LAG, Level.UNKNOWN);
    }

    @Test
    void a_publisher_that_halted_fails() {
        ConsumerHealth.Feed halted = new ConsumerHealth.Feed(false, "halted", "another log", 3, 9, 90, 1);

        Found.assertOnly(
                consumer(true, FOLLOWING, halted, Optional.of(true)),
                CheckId.PUBLISHER,
                Level.FAIL,
                "halted (another log)");
    }

    @Test
    void a_publishers_clock_that_is_off_fails_and_one_that_isnt_told_is_unknown() {
        Found.assertOnly(
                consumer(true, FOLLOWING, LEADING, Optional.of(false)),
                CheckId.PUBLISHER_CLOCK,
                Level.FAIL,
                "more than 2 s off");
        Found.assertLevel(consumer(true, FOLLOWING, LEADING, Optional.empty()), CheckId.PUBLISHER_CLOCK, Level.UNKNOWN);
    }

    @Test
    void an_archive_that_stopped_fails_and_one_that_isnt_written_warns() {
        ConsumerHealth.Archive stopped =
                new ConsumerHealth.Archive(true, false, Map.of("edgepass.control-0", "its checkpoint was put back"));

        Found.assertOnly(
                archive(stopped), CheckId.ARCHIVE, Level.FAIL, "edgepass.control-0 isn't written: its checkpoint");
        Found.assertOnly(
                archive(new ConsumerHealth.Archive(false, false, Map.of())),
                CheckId.ARCHIVE,
                Level.WARN,
                "No archive is written");
        Found.assertLevel(archive(new ConsumerHealth.Archive(true, false, Map.of())), CheckId.ARCHIVE, Level.UNKNOWN);
    }

    private static List<Check> archive(ConsumerHealth.Archive archive) {
        return new ConsumerFacts(
                        ADDRESS, true, FOLLOWING, FOLLOWING, FOLLOWING, FOLLOWING, LEADING, Optional.of(true), archive)
                .checks(PLACE, Optional.of(kafka(90)));
    }

    private static List<Check> issuer(boolean isReady, Map<String, Part> parts, Set<String> publicKids) {
        return new IssuerFacts(ADDRESS, isReady, Set.of("a"), parts, Optional.of(PUBLIC), Optional.of(publicKids), NOW)
                .checks(PLACE);
    }

    private static List<Check> consumer(
            boolean isReady, ConsumerHealth.Projection control, ConsumerHealth.Feed feed, Optional<Boolean> clock) {
        return new ConsumerFacts(ADDRESS, isReady, control, FOLLOWING, FOLLOWING, FOLLOWING, feed, clock, ARCHIVE)
                .checks(PLACE, Optional.of(kafka(100)));
    }

    static KafkaFacts kafka(long end) {
        Map<String, KafkaFacts.Topic> topics = new HashMap<>();
        for (String name : List.of(Topics.CONTROL, Topics.WORDS, Topics.ISSUANCE)) {
            topics.put(name, new KafkaFacts.Topic("this-log", 1, 1, 0, Map.of(), end, end));
        }
        return new KafkaFacts("kafka:9092", 1, Set.of(), topics);
    }
}
