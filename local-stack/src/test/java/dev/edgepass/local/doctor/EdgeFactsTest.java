package dev.edgepass.local.doctor;

import dev.edgepass.local.doctor.EdgeFacts.Location;
import dev.edgepass.local.status.EdgeKnowledge;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeFactsTest {
    private static final Place PLACE = new Place(true, "kafka:9092", "redis:6379");
    private static final URI EDGE = URI.create("http://127.0.0.1:8790");
    private static final Set<String> FEED_KEYS = Set.of("current", "next");

    @Test
    void locations_that_decide_and_know_the_keys_are_well() {
        Found.assertAllWell(checks(location(3000, 4, Set.of("a", "b")), location(4000, 4, Set.of("a", "b", "old"))));
    }

    @Test
    void a_location_that_doesnt_decide_fails() {
        Found.assertOnly(
                checks(location(3000, 4, Set.of("a", "b")), new Location(EDGE, false, Optional.empty())),
                CheckId.EDGE,
                Level.FAIL,
                "The edge at " + EDGE);
    }

    @Test
    void where_no_location_tells_what_it_knows_that_is_unknown() {
        List<Check> checks = checks(new Location(EDGE, false, Optional.empty()));

        Found.assertLevel(checks, CheckId.EDGE, Level.FAIL);
        for (CheckId id : List.of(CheckId.EDGE_AGE, CheckId.EDGE_SIGNING_KEYS, CheckId.EDGE_ENTRIES)) {
            Found.assertLevel(checks, id, Level.UNKNOWN);
        }
    }

    @Test
    void old_knowledge_warns() {
        Found.assertOnly(
                checks(location(20_000, 4, Set.of("a", "b")), location(1, 4, Set.of("a", "b"))),
                CheckId.EDGE_AGE,
                Level.WARN,
                "as of 20 s ago");
    }

    @Test
    void a_signing_key_that_a_location_lacks_warns_and_all_of_them_fail() {
        Found.assertOnly(
                checks(location(1, 4, Set.of("a", "b")), location(1, 4, Set.of("a"))),
                CheckId.EDGE_SIGNING_KEYS,
                Level.WARN,
                "1 of the issuer's 2 keys");
        Found.assertOnly(
                checks(location(1, 4, Set.of("of another issuer"))),
                CheckId.EDGE_SIGNING_KEYS,
                Level.FAIL,
                "2 of the issuer's 2 keys");
    }

    @Test
    void without_the_issuers_keys_there_is_nothing_to_compare() {
        Found.assertLevel(
                new EdgeFacts(List.of(location(1, 4, Set.of("a"))), Set.of(), Optional.of(FEED_KEYS), FEED_KEYS)
                        .checks(PLACE),
                CheckId.EDGE_SIGNING_KEYS,
                Level.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"400000, OK", "400001, WARN", "999999, WARN", "1000000, FAIL"})
    void many_live_entries_warn_and_then_fail(long entries, Level level) {
        Found.assertLevel(checks(location(1, entries, Set.of("a", "b"))), CheckId.EDGE_ENTRIES, level);
    }

    @Test
    void a_worker_that_doesnt_believe_the_next_feed_key_fails_and_one_that_cant_be_seen_is_unknown() {
        List<Location> locations = List.of(location(1, 4, Set.of("a", "b")));

        Found.assertOnly(
                new EdgeFacts(locations, Set.of("a", "b"), Optional.of(Set.of("current")), FEED_KEYS).checks(PLACE),
                CheckId.EDGE_FEED_KEYS,
                Level.FAIL,
                "doesn't believe");
        Found.assertLevel(
                new EdgeFacts(locations, Set.of("a", "b"), Optional.empty(), FEED_KEYS).checks(PLACE),
                CheckId.EDGE_FEED_KEYS,
                Level.UNKNOWN);
    }

    private static List<Check> checks(Location... locations) {
        return new EdgeFacts(
                        List.of(locations),
                        Set.of("a", "b"),
                        Optional.of(Set.of("current", "next", "previous")),
                        FEED_KEYS)
                .checks(PLACE);
    }

    private static Location location(long age, long entries, Set<String> keys) {
        return new Location(EDGE, true, Optional.of(new EdgeKnowledge(12, 5, age, 300, entries, keys)));
    }
}
