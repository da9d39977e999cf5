package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.redis.Sentinels;
import dev.edgepass.local.stack.StackInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * The checks of a system's parts, asked where their addresses lead to them. Each part is asked beside the others, and has {@link Questions}' time.
 *
 * @param feedPublicKeys the feed's keys for readers; may not be there
 * @param feedKeys ids of the current feed key and the next; empty where they aren't here
 * @param pinned feed keys that the Worker believes; empty where that can't be seen
 * @param kv empty where its credential isn't here
 * @param adminLogin sees the details of the issuer's health
 * @param sentinels of Redis; none where it has none
 */
record Inside(
        StackInfo info,
        Place place,
        Path feedPublicKeys,
        Set<String> feedKeys,
        Optional<Set<String>> pinned,
        Optional<KvAccess> kv,
        Optional<String> adminLogin,
        Sentinels sentinels) {
    private static final Set<CheckId> OF_THE_LOG = Set.of(CheckId.CONTROL_LAG, CheckId.ISSUANCE_LAG);

    /** All of them. */
    List<Check> checks() {
        Http http = new Http();
        try (Questions questions = new Questions()) {
            Asked asked = ask(http, questions);
            Future<FeedFacts> feed = questions.ask(this::head);
            Future<StoreFacts> store = questions.ask(() -> store(http));
            Future<KafkaFacts> kafka = questions.ask(() -> KafkaProbe.of(info.kafka(), () -> {
                questions.settle(asked.consumer());
                questions.settle(feed);
            }));
            Optional<KafkaFacts> cluster = questions.found(kafka);

            List<Check> checks = new ArrayList<>(judge(asked, questions, cluster));
            checks.addAll(questions.checks(kafka, facts -> facts.checks(place), CheckId.KAFKA, place.start("kafka")));
            checks.addAll(questions.checks(
                    feed, facts -> facts.checks(place, cluster), CheckId.HEAD, place.start("revocation-consumer")));
            checks.addAll(questions.checks(store, StoreFacts::checks, CheckId.BUCKETS, place.start("edge")));
            return checks;
        }
    }

    /** Those that take no client of Kafka or of the store, which would need a second to load and stay in memory. */
    List<Check> quickChecks() {
        try (Questions questions = new Questions()) {
            List<Check> checks = new ArrayList<>(judge(ask(new Http(), questions), questions, Optional.empty()));
            checks.removeIf(check -> check.level() == Level.UNKNOWN && OF_THE_LOG.contains(check.id()));
            return checks;
        }
    }

    private record Asked(
            Future<RedisFacts> redis,
            Future<ConsumerFacts> consumer,
            Future<IssuerFacts> issuer,
            Future<List<EdgeFacts.Location>> edges,
            Optional<Future<KvFacts>> kv) {}

    private Asked ask(Http http, Questions questions) {
        return new Asked(
                questions.ask(() -> RedisProbe.of(info.redis())),
                questions.ask(() -> ConsumerProbe.of(http, info.consumer())),
                questions.ask(() -> IssuerProbe.of(http, info.issuer(), adminLogin, Optional.empty())),
                questions.ask(() -> EdgeProbe.of(http, info.edges())),
                kv.map(access -> questions.ask(() -> KvProbe.of(http, access))));
    }

    private List<Check> judge(Asked asked, Questions questions, Optional<KafkaFacts> cluster) {
        List<Check> checks = new ArrayList<>();
        checks.addAll(
                questions.checks(asked.redis(), facts -> facts.checks(place), CheckId.REDIS, place.start("redis")));
        if (!sentinels.nodes().isEmpty()) {
            checks.addAll(questions.checks(
                    questions.ask(() -> SentinelFacts.of(sentinels)),
                    facts -> List.of(facts.check(place)),
                    CheckId.SENTINELS,
                    place.start("sentinel")));
        }
        checks.addAll(
                questions.checks(asked.issuer(), facts -> facts.checks(place), CheckId.ISSUER, place.start("issuer")));
        checks.addAll(questions.checks(
                asked.consumer(),
                facts -> facts.checks(place, cluster),
                CheckId.CONSUMER,
                place.start("revocation-consumer")));
        Set<String> kids =
                questions.found(asked.issuer()).map(IssuerFacts::kids).orElse(Set.of());
        checks.addAll(questions.checks(
                asked.edges(),
                locations -> new EdgeFacts(locations, kids, pinned, feedKeys).checks(place),
                CheckId.EDGE,
                place.start("edge")));
        checks.addAll(asked.kv()
                .map(answer ->
                        questions.checks(answer, facts -> List.of(facts.check()), CheckId.KV, place.start("edge")))
                .orElseGet(() -> List.of(Check.unknown(CheckId.KV, "KV's credential isn't here.", ""))));
        return checks;
    }

    private FeedFacts head() {
        try (ObjectStore store = new ObjectStore(info.s3())) {
            return FeedProbe.of(store, feedPublicKeys);
        }
    }

    private StoreFacts store(Http http) {
        try (ObjectStore store = new ObjectStore(info.s3())) {
            return StoreProbe.of(http, store);
        }
    }
}
