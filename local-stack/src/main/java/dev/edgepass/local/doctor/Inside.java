package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.KvAccess;
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
 */
record Inside(
        StackInfo info,
        Place place,
        Path feedPublicKeys,
        Set<String> feedKeys,
        Optional<Set<String>> pinned,
        Optional<KvAccess> kv,
        Optional<String> adminLogin) {

    List<Check> checks() {
        Http http = new Http();
        List<Check> checks = new ArrayList<>();
        try (Questions questions = new Questions()) {
            Future<RedisFacts> redis = questions.ask(() -> RedisProbe.of(info.redis()));
            Future<ConsumerFacts> consumer = questions.ask(() -> ConsumerProbe.of(http, info.consumer()));
            Future<IssuerFacts> issuer =
                    questions.ask(() -> IssuerProbe.of(http, info.issuer(), adminLogin, Optional.empty()));
            Future<List<EdgeFacts.Location>> edges = questions.ask(() -> EdgeProbe.of(http, info.edges()));
            Future<FeedFacts> feed = questions.ask(this::head);
            Future<StoreFacts> store = questions.ask(() -> store(http));
            Optional<Future<KvFacts>> written = kv.map(access -> questions.ask(() -> KvProbe.of(http, access)));
            Future<KafkaFacts> kafka = questions.ask(() -> KafkaProbe.of(info.kafka(), () -> {
                Questions.settle(consumer);
                Questions.settle(feed);
            }));
            Optional<KafkaFacts> cluster = Questions.found(kafka);

            checks.addAll(Questions.checks(kafka, facts -> facts.checks(place), CheckId.KAFKA, place.start("kafka")));
            checks.addAll(Questions.checks(redis, facts -> facts.checks(place), CheckId.REDIS, place.start("redis")));
            checks.addAll(
                    Questions.checks(issuer, facts -> facts.checks(place), CheckId.ISSUER, place.start("issuer")));
            checks.addAll(Questions.checks(
                    consumer,
                    facts -> facts.checks(place, cluster),
                    CheckId.CONSUMER,
                    place.start("revocation-consumer")));
            checks.addAll(Questions.checks(
                    feed, facts -> facts.checks(place, cluster), CheckId.HEAD, place.start("revocation-consumer")));
            checks.addAll(Questions.checks(store, StoreFacts::checks, CheckId.BUCKETS, place.start("edge")));
            Set<String> kids = Questions.found(issuer).map(IssuerFacts::kids).orElse(Set.of());
            checks.addAll(Questions.checks(
                    edges,
                    locations -> new EdgeFacts(locations, kids, pinned, feedKeys).checks(place),
                    CheckId.EDGE,
                    place.start("edge")));
            checks.addAll(written.map(answer ->
                            Questions.checks(answer, facts -> List.of(facts.check()), CheckId.KV, place.start("edge")))
                    .orElseGet(() -> List.of(Check.unknown(CheckId.KV, "KV's credential isn't here.", ""))));
        }
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
