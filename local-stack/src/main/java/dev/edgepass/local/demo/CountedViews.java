package dev.edgepass.local.demo;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.Issuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What a link's owner and an auditor are told of its views, once the locations have reported them. */
final class CountedViews {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration APART = Duration.ofMillis(200);

    private final Issuer issuer;
    private final String login;
    private final int locations;
    private final Report report;

    CountedViews(Issuer issuer, String login, int locations, Report report) {
        this.issuer = issuer;
        this.login = login;
        this.locations = locations;
        this.report = report;
    }

    /**
     * @param revocation of the link
     */
    void claim(Issuer.Link revoked, String revocation) {
        Http.Answer link = until(
                () -> issuer.read("share-links/" + revoked.id(), login),
                answer -> count(answer, "opens") > 0 && count(answer, "refused") > 0);
        report.claim(
                "The revoked link's views, as its owner is told",
                String.format(
                        Locale.ROOT,
                        "%d open, %d requests, %d refused",
                        count(link, "opens"),
                        count(link, "requests"),
                        count(link, "refused")),
                count(link, "opens") == 1 && count(link, "refused") > 0);
        Http.Answer receipts = until(
                () -> issuer.read("revocations/" + revocation + "/receipts", login),
                answer -> locationsThat("refusal-seen", answer) == locations);
        report.claim(
                "Locations that reported a refusal",
                locationsThat("refusal-seen", receipts) + " of " + locations,
                locationsThat("refusal-seen", receipts) == locations && locationsThat("granted-after", receipts) == 0);
    }

    /** The first answer that is as it should be, or the last one. */
    private static Http.Answer until(Supplier<Http.Answer> ask, Predicate<Http.Answer> complete) {
        Instant end = Instant.now().plus(PATIENCE);
        Http.Answer answer = ask.get();
        while (!complete.test(answer) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(APART.toNanos());
            answer = ask.get();
        }
        return answer;
    }

    private static long count(Http.Answer link, String member) {
        return link.json().path("views").path(member).asLong(0);
    }

    private static int locationsThat(String state, Http.Answer receipts) {
        int found = 0;
        for (JsonNode location : receipts.json().path("locations")) {
            found += location.path("state").asString("").equals(state) ? 1 : 0;
        }
        return found;
    }
}
