package dev.edgepass.local.doctor;

import dev.edgepass.local.status.EdgeKnowledge;
import dev.edgepass.local.status.Humane;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The locations of the edge that can be asked.
 *
 * @param issuerKids of the issuer's public keys; empty where it doesn't answer
 * @param pinned feed keys that the Worker believes; empty where that can't be seen
 * @param feedKeys the current feed key and the next; empty where they aren't here
 */
record EdgeFacts(List<Location> locations, Set<String> issuerKids, Optional<Set<String>> pinned, Set<String> feedKeys) {
    private static final long LATE_MILLIS = 15_000;

    /** By default the issuer refuses more (edgepass.revocations.max-entries). */
    private static final long MOST_ENTRIES = 1_000_000;

    /** 80 % of what fits the free plan's 10 ms of CPU (docs/revocation.md). */
    private static final long MANY_ENTRIES = 400_000;

    EdgeFacts {
        locations = List.copyOf(locations);
        issuerKids = Set.copyOf(issuerKids);
        feedKeys = Set.copyOf(feedKeys);
    }

    /**
     * A location.
     *
     * @param decides whether it knows enough to decide
     * @param knowledge empty where it has none, or doesn't answer
     */
    record Location(URI address, boolean decides, Optional<EdgeKnowledge> knowledge) {}

    List<Check> checks(Place place) {
        List<Check> checks = new ArrayList<>(List.of(answers(place)));
        List<EdgeKnowledge> known = locations.stream()
                .flatMap(location -> location.knowledge().stream())
                .toList();
        if (known.isEmpty()) {
            checks.addAll(Check.unknown(
                    List.of(CheckId.EDGE_AGE, CheckId.EDGE_SIGNING_KEYS, CheckId.EDGE_ENTRIES),
                    "No location of the edge tells what it knows."));
        } else {
            checks.addAll(List.of(age(known), signingKeys(known), entries(known)));
        }
        checks.add(pinnedKeys(place));
        return checks;
    }

    private Check answers(Place place) {
        List<URI> silent = locations.stream()
                .filter(location -> !location.decides())
                .map(Location::address)
                .toList();
        return silent.isEmpty()
                ? Check.ok(
                        CheckId.EDGE,
                        Humane.count(locations.size(), "location decides", "locations decide") + " on views.")
                : Check.fail(
                        CheckId.EDGE,
                        "The edge at " + silent.stream().map(URI::toString).collect(Collectors.joining(", "))
                                + " doesn't answer, or has no head that is fresh enough: views are refused there.",
                        "look at feed.age; " + place.start("edge") + "; in Cloudflare ./edgepass doctor --cloudflare");
    }

    private static Check age(List<EdgeKnowledge> known) {
        long oldest = known.stream().mapToLong(EdgeKnowledge::ageMillis).max().orElse(0);
        long position = known.stream().mapToLong(EdgeKnowledge::position).min().orElse(0);
        String seen = "What the edge knows is as of " + Humane.duration(oldest) + " ago, position "
                + Humane.count(position) + ".";
        return oldest <= LATE_MILLIS
                ? Check.ok(CheckId.EDGE_AGE, seen)
                : Check.warn(CheckId.EDGE_AGE, seen, "look at feed.age: a head is written every 5 s");
    }

    private Check signingKeys(List<EdgeKnowledge> known) {
        if (issuerKids.isEmpty()) {
            return Check.unknown(CheckId.EDGE_SIGNING_KEYS, "The issuer gives no keys to compare with.", "");
        }
        Set<String> lacking = new TreeSet<>();
        known.forEach(location -> {
            Set<String> missing = new TreeSet<>(issuerKids);
            missing.removeAll(location.keys());
            lacking.addAll(missing);
        });
        if (lacking.isEmpty()) {
            return Check.ok(
                    CheckId.EDGE_SIGNING_KEYS,
                    "The edge knows " + Humane.count(issuerKids.size(), "key", "all keys")
                            + " that the issuer signs with or announces.");
        }
        String seen = "The edge doesn't know " + lacking.size() + " of the issuer's " + issuerKids.size() + " keys.";
        String mend = "wait 10 s after a new key; else look at feed.log and feed.age";
        return lacking.size() == issuerKids.size()
                ? Check.fail(CheckId.EDGE_SIGNING_KEYS, seen, mend)
                : Check.warn(CheckId.EDGE_SIGNING_KEYS, seen, mend);
    }

    private static Check entries(List<EdgeKnowledge> known) {
        long most = known.stream().mapToLong(EdgeKnowledge::entries).max().orElse(0);
        String seen = "The feed has " + Humane.count(most, "live entry", "live entries")
                + " (by default the issuer refuses more than " + Humane.count(MOST_ENTRIES) + ").";
        String mend =
                "lift what is no longer needed, or revoke folders or tenants instead of single targets: docs/revocation.md";
        if (most >= MOST_ENTRIES) {
            return Check.fail(CheckId.EDGE_ENTRIES, seen, mend);
        }
        return most > MANY_ENTRIES
                ? Check.warn(CheckId.EDGE_ENTRIES, seen, mend)
                : Check.ok(CheckId.EDGE_ENTRIES, seen);
    }

    private Check pinnedKeys(Place place) {
        if (pinned.isEmpty() || feedKeys.isEmpty()) {
            return Check.unknown(
                    CheckId.EDGE_FEED_KEYS,
                    "Which feed keys the Worker believes can't be seen from here.",
                    place.containers() ? "./edgepass doctor --cloudflare, for a Worker in Cloudflare" : "");
        }
        return pinned.get().containsAll(feedKeys)
                ? Check.ok(CheckId.EDGE_FEED_KEYS, "The Worker believes the current feed key and the next.")
                : Check.fail(
                        CheckId.EDGE_FEED_KEYS,
                        "The Worker doesn't believe the current feed key, or the next.",
                        "stop edgepass up and start it again");
    }
}
