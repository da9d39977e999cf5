package dev.edgepass.local.doctor;

import dev.edgepass.event.Topics;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.local.status.Humane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The feed's head, as it is in the store.
 *
 * @param signature what is known of it
 * @param kid of the feed key that it says it is signed with
 * @param now when it was read
 */
record FeedFacts(FeedHead head, Signature signature, String kid, Instant now) {
    /** Three heartbeats. */
    private static final long LATE_MILLIS = 15_000;

    private static final long OLD_MILLIS = 30_000;
    private static final long LAG = 10_000;
    private static final long AHEAD_MILLIS = 2000;

    /** What is known of a head's signature. */
    enum Signature {
        GOOD,
        /** No key of the set for readers made it. */
        BAD,
        /** The set for readers can't be read here. */
        UNCHECKED
    }

    /** @param kafka asked for its ends after the head was read; empty where it doesn't answer */
    List<Check> checks(Place place, Optional<KafkaFacts> kafka) {
        return List.of(
                Check.ok(
                        CheckId.HEAD,
                        "The feed has a head: term " + head.term() + ", sequence " + Humane.count(head.sequence())
                                + ", by " + head.publisher() + "."),
                signatureIs(),
                age(place),
                log(place, kafka),
                position(place, kafka));
    }

    private Check signatureIs() {
        return switch (signature) {
            case GOOD ->
                Check.ok(CheckId.HEAD_SIGNATURE, "A feed key of the set for readers has signed it: " + kid + ".");
            case BAD ->
                Check.fail(
                        CheckId.HEAD_SIGNATURE,
                        "No feed key of the set for readers has signed the head (it names " + kid + ").",
                        "find out who writes to the feed's bucket: docs/feed.md, \"Feed keys\"");
            case UNCHECKED -> Check.unknown(CheckId.HEAD_SIGNATURE, "The feed's public keys can't be read here.", "");
        };
    }

    private Check age(Place place) {
        long age = now.toEpochMilli() - head.asOf();
        if (age < -AHEAD_MILLIS) {
            return Check.fail(
                    CheckId.HEAD_AGE,
                    "The head is of " + Humane.duration(-age)
                            + " from now: its publisher's clock, or this one, is wrong.",
                    "let the clocks be set by NTP: timedatectl set-ntp true");
        }
        String seen = "The head is as of " + Humane.duration(Math.max(0, age)) + " ago.";
        String mend = "look at consumer.publisher; " + place.start("revocation-consumer");
        if (age > OLD_MILLIS) {
            return Check.fail(CheckId.HEAD_AGE, seen, mend);
        }
        return age > LATE_MILLIS ? Check.warn(CheckId.HEAD_AGE, seen, mend) : Check.ok(CheckId.HEAD_AGE, seen);
    }

    private Check log(Place place, Optional<KafkaFacts> kafka) {
        Optional<KafkaFacts.Topic> control =
                kafka.map(cluster -> cluster.topics().get(Topics.CONTROL));
        if (control.isEmpty()) {
            return Check.unknown(CheckId.HEAD_LOG, "Kafka doesn't say which log it has.", "");
        }
        return control.get().id().equals(head.topicId())
                ? Check.ok(CheckId.HEAD_LOG, "The head was made from this log (topic id " + head.topicId() + ").")
                : Check.fail(
                        CheckId.HEAD_LOG,
                        "The head was made from another log (topic id " + head.topicId() + ", here: "
                                + control.get().id() + "): revocations are accepted and not published.",
                        place.newEpoch());
    }

    private Check position(Place place, Optional<KafkaFacts> kafka) {
        Optional<KafkaFacts.Topic> control =
                kafka.map(cluster -> cluster.topics().get(Topics.CONTROL));
        if (control.isEmpty()) {
            return Check.unknown(CheckId.HEAD_POSITION, "Kafka doesn't say how long the log is.", "");
        }
        long end = control.get().end();
        String seen = Humane.count(head.position()) + " of " + Humane.count(end) + " records of the log are published";
        if (end < head.position()) {
            return Check.fail(
                    CheckId.HEAD_POSITION,
                    seen + ": the log went back, and revocations are accepted and not published.",
                    place.newEpoch());
        }
        if (head.gaps().isHeld()) {
            return Check.fail(
                    CheckId.HEAD_POSITION,
                    seen + ": the publisher is held before a record that it can't read.",
                    "upgrade the revocation consumer: docs/upgrade.md, \"A held position\"");
        }
        return end - head.position() <= LAG
                ? Check.ok(CheckId.HEAD_POSITION, seen + ".")
                : Check.warn(
                        CheckId.HEAD_POSITION,
                        seen + ".",
                        "wait; if that doesn't shrink: " + place.start("revocation-consumer"));
    }
}
