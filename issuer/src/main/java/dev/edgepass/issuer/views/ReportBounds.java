package dev.edgepass.issuer.views;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a report may say: the bounds of its schema, and those that the consumer's memory rests on. Pure. */
final class ReportBounds {
    /** A report of earlier views tells nobody anything new. */
    private static final Duration MAX_AGE = Duration.ofHours(24);

    private static final long MAX_NUMBER = (1L << 53) - 1;
    private static final int MAX_TOKENS = 256;
    private static final int MAX_ITEMS = 16;
    private static final int MAX_KEYS = 256;

    /** A key's 1,024 bytes and more. */
    private static final int MAX_NAME = 1_100;

    private static final Pattern LOCATION = Pattern.compile("[A-Za-z0-9-]{1,16}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z0-9]{2}");
    private static final Pattern NETWORK = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern REASON = Pattern.compile("[a-z][a-z-]{0,39}");

    private final long latest;

    private ReportBounds(Instant now) {
        this.latest = now.plus(ReportSignature.TOLERANCE).toEpochMilli();
    }

    /**
     * @throws ProblemException {@code invalid-request} with the member's name
     */
    static void require(ViewsReported report, SignedReport signed, Instant now) {
        new ReportBounds(now).report(report, signed, now);
    }

    private void report(ViewsReported report, SignedReport signed, Instant now) {
        require(report.isolate().equals(signed.isolate()), "isolate", "that of webhook-id");
        require(report.number() == signed.number(), "number", "that of webhook-id");
        matches("location", report.location(), LOCATION);
        time("from", report.from());
        time("until", report.until());
        require(report.from() <= report.until(), "from", "at most until");
        require(
                report.until() >= now.minus(MAX_AGE).toEpochMilli(),
                "until",
                "in the last " + MAX_AGE.toHours() + " hours");
        counts("refusals", report.refusals(), REASON);
        number("dropped", report.dropped());
        size("tokens", report.tokens(), MAX_TOKENS);
        int i = 0;
        for (TokenViews views : report.tokens()) {
            token("tokens[" + i++ + "].", views);
        }
    }

    private void token(String at, TokenViews views) {
        name(at + "jti", views.jti());
        name(at + "subject", views.subject());
        name(at + "linkId", views.linkId());
        name(at + "tenant", views.tenant());
        number(at + "position", views.position());
        size(at + "opens", views.opens(), MAX_ITEMS);
        views.opens().forEach(open -> time(at + "opens", open));
        number(at + "requests", views.requests());
        number(at + "bytes", views.bytes());
        number(at + "objects", views.objects());
        counts(at + "countries", views.countries(), COUNTRY);
        size(at + "networks", views.networks(), MAX_ITEMS);
        views.networks().forEach(network -> matches(at + "networks", network, NETWORK));
        number(at + "week", views.week());
        Granted granted = views.granted();
        if (granted != null) {
            time(at + "granted.at", granted.at());
            number(at + "granted.position", granted.position());
        }
        size(at + "refused", views.refused(), MAX_ITEMS);
        views.refused().forEach(refused -> refused(at + "refused.", refused));
    }

    private void refused(String at, Refused refused) {
        matches(at + "reason", refused.reason(), REASON);
        name(at + "handle", refused.handle());
        positive(at + "count", refused.count());
        time(at + "firstAt", refused.firstAt());
        time(at + "lastAt", refused.lastAt());
        number(at + "firstPosition", refused.firstPosition());
        number(at + "lastPosition", refused.lastPosition());
    }

    private void time(String member, long millis) {
        require(millis >= 0 && millis <= latest, member, "milliseconds since 1970, not in the future");
    }

    private static void counts(String member, Map<String, Long> counts, Pattern key) {
        size(member, counts.keySet(), MAX_KEYS);
        counts.forEach((name, count) -> {
            matches(member, name, key);
            positive(member, count);
        });
    }

    private static void positive(String member, long number) {
        require(number >= 1 && number <= MAX_NUMBER, member, "1 to 2^53 - 1");
    }

    private static void number(String member, long number) {
        require(number >= 0 && number <= MAX_NUMBER, member, "0 to 2^53 - 1");
    }

    private static void size(String member, Collection<?> items, int most) {
        require(items.size() <= most, member, "at most " + most);
    }

    private static void matches(String member, String text, Pattern pattern) {
        require(pattern.matcher(text).matches(), member, pattern.pattern());
    }

    /** A name becomes a part of keys and handles, so it is text that has a UTF-8 form. */
    private static void name(String member, @Nullable String name) {
        if (name == null) {
            return;
        }
        boolean fits = !name.isEmpty() && name.length() <= MAX_NAME;
        try {
            Utf8.encode(name);
        } catch (MalformedException e) {
            fits = false;
        }
        require(fits, member, "1 to " + MAX_NAME + " characters of well-formed Unicode");
    }

    private static void require(boolean holds, String member, String expected) {
        if (!holds) {
            throw ProblemType.invalid(member, "out of bounds (expected: " + expected + ")");
        }
    }
}
