package dev.edgepass.local.doctor;

import dev.edgepass.event.Topics;
import dev.edgepass.local.status.ConsumerHealth;
import dev.edgepass.local.status.Humane;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A revocation consumer.
 *
 * @param isReady whether its readiness is UP
 * @param clockInStep whether its clock is that of R2, to two seconds; empty where it doesn't tell
 */
record ConsumerFacts(
        URI address,
        boolean isReady,
        ConsumerHealth.Projection control,
        ConsumerHealth.Projection words,
        ConsumerHealth.Projection issuance,
        ConsumerHealth.Projection views,
        ConsumerHealth.Feed feed,
        Optional<Boolean> clockInStep,
        ConsumerHealth.Archive archive) {
    /** What a batch or two may hold. */
    private static final long LAG = 10_000;

    /** @param kafka asked for its ends after this consumer was asked; empty where it doesn't answer */
    List<Check> checks(Place place, Optional<KafkaFacts> kafka) {
        return List.of(
                isReady
                        ? Check.ok(CheckId.CONSUMER, "The revocation consumer at " + address + " is ready.")
                        : Check.fail(
                                CheckId.CONSUMER,
                                "The revocation consumer at " + address + " isn't ready.",
                                place.start("revocation-consumer")),
                lag(CheckId.CONTROL_LAG, Topics.CONTROL, control, kafka, place),
                lag(CheckId.WORDS_LAG, Topics.WORDS, words, kafka, place),
                lag(CheckId.ISSUANCE_LAG, Topics.ISSUANCE, issuance, kafka, place),
                counting(),
                publisher(place),
                clock(),
                archived());
    }

    /** Instances share the topic's partitions, so one of them doesn't know how far all are. Nothing but counts depends on it. */
    private Check counting() {
        return views.up()
                ? Check.ok(CheckId.VIEWS, "Views are counted.")
                : Check.warn(
                        CheckId.VIEWS,
                        "The counting of views is " + (views.state().isEmpty() ? "silent" : views.state())
                                + (views.detail().isEmpty() ? "" : " (" + views.detail() + ")") + ".",
                        "what its reason says; docs/views.md, \"If it stops\"");
    }

    private static Check lag(
            CheckId id, String topic, ConsumerHealth.Projection projection, Optional<KafkaFacts> kafka, Place place) {
        if (!projection.up()) {
            return Check.fail(
                    id,
                    "The read model of " + topic + " is " + projection.state()
                            + (projection.detail().isEmpty() ? "" : " (" + projection.detail() + ")") + ".",
                    "what its reason says; docs/read-model.md and docs/upgrade.md, \"A held position\"");
        }
        Optional<KafkaFacts.Topic> found = kafka.map(cluster -> cluster.topics().get(topic));
        if (found.isEmpty()) {
            return Check.unknown(id, "Kafka doesn't say how long " + topic + " is.", "");
        }
        long behind = Math.max(0, found.get().end() - projection.position());
        String seen = "The read model has " + Humane.count(projection.position()) + " of "
                + Humane.count(found.get().end()) + " records of " + topic + ".";
        return behind <= LAG
                ? Check.ok(id, seen)
                : Check.warn(id, seen, "wait; if that doesn't shrink: " + place.start("revocation-consumer"));
    }

    private Check publisher(Place place) {
        String seen = "The publisher is " + (feed.role().isEmpty() ? "silent" : feed.role())
                + (feed.detail().isEmpty() ? "" : " (" + feed.detail() + ")") + ", term " + feed.term() + ".";
        return feed.up()
                ? Check.ok(CheckId.PUBLISHER, seen)
                : Check.fail(CheckId.PUBLISHER, seen, "what its reason says; " + place.start("revocation-consumer"));
    }

    /** Nothing is served later for it, so it isn't a failure of the system. */
    private Check archived() {
        if (!archive.isWritten()) {
            return Check.warn(
                    CheckId.ARCHIVE,
                    "No archive is written: nobody can prove later what happened.",
                    "set edgepass.archive.key-file: docs/audit.md");
        }
        if (archive.up()) {
            return Check.ok(CheckId.ARCHIVE, "Every log is archived, or its last checkpoint verified.");
        }
        return archive.troubles().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(trouble -> Check.fail(
                        CheckId.ARCHIVE,
                        "The archive of " + trouble.getKey() + " isn't written: " + trouble.getValue() + ".",
                        "docs/audit.md, \"If a log stops\""))
                .orElseGet(() -> Check.unknown(CheckId.ARCHIVE, "The archive wasn't looked at yet.", ""));
    }

    private Check clock() {
        if (clockInStep.isEmpty()) {
            return Check.unknown(CheckId.PUBLISHER_CLOCK, "The publisher doesn't tell of its clock.", "");
        }
        return clockInStep.get()
                ? Check.ok(CheckId.PUBLISHER_CLOCK, "The publisher's clock is less than 2 s off the store's.")
                : Check.fail(
                        CheckId.PUBLISHER_CLOCK,
                        "The publisher's clock is more than 2 s off the store's: the age of heads can't be trusted.",
                        "let the clock be set by NTP: timedatectl set-ntp true");
    }
}
