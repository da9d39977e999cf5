package dev.edgepass.local.doctor;

import dev.edgepass.local.status.Humane;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An issuer.
 *
 * @param isReady whether its readiness is UP
 * @param kids of its public keys; empty where it gives none
 * @param parts of its health; empty where it tells them to admins only, and there is no login for one
 * @param publicKids of the public keys at its public address; empty where that didn't answer
 * @param publicAddress empty where it is this machine's own
 */
record IssuerFacts(
        URI address,
        boolean isReady,
        Set<String> kids,
        Map<String, Part> parts,
        Optional<URI> publicAddress,
        Optional<Set<String>> publicKids,
        Instant now) {
    private static final String CANARY = "canary";
    private static final Set<String> GOOD = Set.of("UP", "UNKNOWN");

    /** A run of the canary is five minutes apart by default; its setting isn't known here. */
    private static final Duration LATE = Duration.ofHours(2);

    IssuerFacts {
        kids = Set.copyOf(kids);
        parts = new TreeMap<>(parts);
    }

    /**
     * A component of its health.
     *
     * @param details as texts
     */
    record Part(String status, Map<String, String> details) {
        String detail(String name) {
            return details.getOrDefault(name, "");
        }
    }

    List<Check> checks(Place place) {
        List<Check> checks = new ArrayList<>();
        checks.add(
                isReady
                        ? Check.ok(CheckId.ISSUER, "The issuer at " + address + " is ready.")
                        : Check.fail(
                                CheckId.ISSUER, "The issuer at " + address + " isn't ready.", place.start("issuer")));
        if (parts.isEmpty()) {
            checks.addAll(
                    Check.unknown(
                            List.of(CheckId.ISSUER_PARTS, CheckId.CANARY),
                            "The issuer tells it to admins only, and there is no login for one here: ask /actuator/health yourself."));
        } else {
            checks.add(partsOf(place));
            checks.add(canary());
        }
        publicAddress.map(this::atPublicAddress).ifPresent(checks::add);
        return checks;
    }

    private Check partsOf(Place place) {
        List<String> bad = new ArrayList<>();
        parts.forEach((name, part) -> {
            if (!name.equals(CANARY) && !GOOD.contains(part.status())) {
                String reason = part.detail("reason") + part.detail("held");
                bad.add(name + " is " + part.status() + (reason.isEmpty() ? "" : " (" + reason + ")"));
            }
        });
        List<String> unknown = parts.entrySet().stream()
                .filter(part -> part.getValue().status().equals("UNKNOWN"))
                .map(Map.Entry::getKey)
                .toList();
        if (!bad.isEmpty()) {
            return Check.fail(
                    CheckId.ISSUER_PARTS,
                    "Of the issuer's health, " + String.join("; ", bad) + ".",
                    "what its reason says; " + place.start("issuer"));
        }
        return unknown.isEmpty()
                ? Check.ok(CheckId.ISSUER_PARTS, "All " + parts.size() + " parts of the issuer's health are well.")
                : Check.unknown(
                        CheckId.ISSUER_PARTS,
                        "The issuer doesn't know how these are: " + String.join(", ", unknown) + ".",
                        "");
    }

    private Check canary() {
        Part canary = parts.get(CANARY);
        if (canary == null || canary.detail("outcome").isEmpty()) {
            boolean isOff = canary != null && canary.detail(CANARY).equals("off");
            return isOff
                    ? Check.unknown(
                            CheckId.CANARY,
                            "The canary is off, so nothing measures how fast a revocation is in force.",
                            "set edgepass.canary.object to a small object's key: docs/revocation.md")
                    : Check.unknown(CheckId.CANARY, "The canary hasn't run yet.", "");
        }
        String outcome = canary.detail("outcome");
        Optional<Duration> age = ageOf(canary.detail("lastRun"));
        String when = age.map(past -> Humane.duration(past.toMillis()) + " ago").orElse("at an unknown time");
        if (!outcome.equals("ok") || canary.status().equals("ALARM")) {
            return Check.fail(
                    CheckId.CANARY,
                    "The canary's last run, " + when + ", was " + outcome + " " + canary.detail("reason") + ".",
                    "look at the checks of consumer, feed and edge first: docs/revocation.md");
        }
        String seen = "The canary saw a revocation refused " + canary.detail("totalMs") + " ms after it was sent, "
                + when + ".";
        return age.filter(past -> past.compareTo(LATE) < 0).isPresent()
                ? Check.ok(CheckId.CANARY, seen)
                : Check.warn(CheckId.CANARY, seen, "look at the issuer's log: the canary may have stopped");
    }

    private Optional<Duration> ageOf(String time) {
        try {
            return Optional.of(Duration.between(Instant.parse(time), now));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Check atPublicAddress(URI url) {
        if (publicKids.isEmpty()) {
            return Check.fail(
                    CheckId.PUBLIC_ADDRESS,
                    "No issuer answers at its public address " + url + ".",
                    "look at the tunnel: docker compose logs tunnel, and ./edgepass doctor --cloudflare");
        }
        if (kids.isEmpty()) {
            return Check.unknown(
                    CheckId.PUBLIC_ADDRESS, "The issuer here gives no keys to compare with those at " + url + ".", "");
        }
        return publicKids.get().equals(kids)
                ? Check.ok(CheckId.PUBLIC_ADDRESS, "The issuer at " + url + " has the keys of this one.")
                : Check.fail(
                        CheckId.PUBLIC_ADDRESS,
                        "The issuer at " + url + " has other keys than this one: it is another.",
                        "lead that host name to this issuer, or set EDGEPASS_PUBLICURL");
    }
}
