package dev.edgepass.edge.usage.core;

import dev.edgepass.decision.Refusal;
import dev.edgepass.edge.memory.RecentlyUsed;
import dev.edgepass.encoding.JsonWriter;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.Handle;
import dev.edgepass.token.MediaClaims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one isolate has counted of views and not yet put into a report (docs/views.md), in bounded memory: what doesn't fit is counted as dropped. Times are
 * milliseconds since the epoch, as {@code double}s: {@code long} is slow in compiled JavaScript.
 */
public final class UsageCounts {
    /** Tokens that wait for a report. */
    static final int MAX_PENDING = 1_000;

    /** Tokens of one report, as its schema has it. */
    static final int MAX_REPORTED = 256;

    /** Bytes of a report's tokens after which it takes no more: the issuer takes 256 KiB, and the longest token has less than 50 KiB. */
    static final int MAX_BYTES = 200 << 10;

    /** Tokens in each of the memory's two generations: more than can be pending, so that no pending one is forgotten. */
    private static final int REMEMBERED = 2_048;

    private static final int COUNTRY_CHARS = 2;

    /** Characters of a location's name. */
    private static final int MAX_LOCATION = 16;

    private final String isolate;
    private final Fingerprinter marks;
    private final Networks networks;
    private final RecentlyUsed<CountedToken> known = new RecentlyUsed<>(REMEMBERED);
    private List<CountedToken> pending = new ArrayList<>();
    private Map<String, Long> refusals = new HashMap<>();
    private int dropped;
    private boolean empty = true;
    private double from;
    private double until;
    private long number;

    /**
     * @param isolate its id, random
     * @param markKey 16 random bytes: under them an address is told from the one before, and not kept
     */
    public UsageCounts(String isolate, byte[] markKey, Networks networks) {
        this.isolate = isolate;
        this.marks = new Fingerprinter(markKey);
        this.networks = networks;
    }

    /** Whether there is nothing to report. */
    public boolean isEmpty() {
        return empty;
    }

    /**
     * Counts a granted view of a token with a good signature.
     *
     * @param object the key, whose hash is kept
     * @param offered bytes in the answer
     * @param position of the head on which it was decided
     * @return whether the issuer is to hear of it at once: it is the token's first
     */
    public boolean granted(
            MediaClaims claims, String object, double offered, double now, long position, Viewer viewer) {
        if (claims.uncounted()) {
            return false;
        }
        CountedToken token = pending(claims, now);
        if (token == null) {
            return false;
        }
        boolean first = token.granted(object.hashCode(), offered, now, position);
        if (token.asksForLocation(now)) {
            locate(token, viewer, now);
        }
        token.countLocation();
        return first;
    }

    private void locate(CountedToken token, Viewer viewer, double now) {
        String address = viewer.address();
        if (address == null || !isAscii(address)) {
            token.locate(marks.of(""), country(viewer), null, networks);
        } else {
            Fingerprint mark = marks.of(address);
            if (!token.isKnownAddress(mark, networks)) {
                token.locate(mark, country(viewer), networks.hash(address, operator(viewer), now), networks);
            }
        }
    }

    private static boolean isAscii(String address) {
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String country(Viewer viewer) {
        String country = viewer.country();
        return country == null || country.length() != COUNTRY_CHARS || !isUpperOrDigits(country) ? null : country;
    }

    private static boolean isUpperOrDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String operator(Viewer viewer) {
        String operator = viewer.operator();
        return operator == null || !isAscii(operator) ? null : operator;
    }

    /**
     * Counts a refused view of a token with a good signature.
     *
     * @param handle the one that matched; null where none did
     * @return whether the issuer is to hear of it at once: it is about a revocation
     */
    public boolean refused(MediaClaims claims, Refusal refusal, @Nullable Handle handle, double now, long position) {
        if (claims.uncounted()) {
            return false;
        }
        CountedToken token = pending(claims, now);
        RefusedCount count = token == null ? null : token.refused(refusal, handle, now, position);
        if (token == null || count == null) {
            dropped += token == null ? 0 : 1;
            return false;
        }
        count.add(now, position);
        boolean byRevocation = refusal == Refusal.REVOKED || refusal == Refusal.BLOCKED;
        return byRevocation && token.isNews(handle, now, position);
    }

    /** Counts a refused view without a token of a good signature. */
    public void refused(Refusal refusal, double now) {
        happened(now);
        Long before = refusals.get(refusal.code());
        refusals.put(refusal.code(), before == null ? 1 : before + 1);
    }

    /** What is counted of the token; null where there is no room, which is counted. */
    private @Nullable CountedToken pending(MediaClaims claims, double now) {
        happened(now);
        CountedToken token = known.find(claims.id());
        if (token != null && token.isPending()) {
            return token;
        }
        // An empty claim is none that the schema takes.
        if (pending.size() == MAX_PENDING
                || claims.id().isEmpty()
                || claims.subject().isEmpty()) {
            dropped++;
            return null;
        }
        if (token == null) {
            token = new CountedToken(claims);
            known.remember(claims.id(), token);
        }
        token.becomesPending();
        pending.add(token);
        return token;
    }

    private void happened(double now) {
        if (empty) {
            empty = false;
            from = now;
            until = now;
        } else if (now > until) {
            until = now;
        }
    }

    /**
     * Takes what was counted, as much as one report holds, the longest pending first.
     *
     * @param location the platform's name of the data centre
     */
    public Report take(String location) {
        List<JsonWriter> tokens = new ArrayList<>();
        int bytes = 0;
        int taken = 0;
        while (taken < pending.size() && taken < MAX_REPORTED && bytes < MAX_BYTES) {
            JsonWriter token = pending.get(taken).take();
            bytes += utf8Length(token.toString());
            tokens.add(token);
            taken++;
        }
        List<CountedToken> left = new ArrayList<>();
        for (int i = taken; i < pending.size(); i++) {
            left.add(pending.get(i));
        }
        pending = left;
        number++;
        JsonWriter json = new JsonWriter()
                .string("isolate", isolate)
                .integer("number", number)
                .string("location", location.length() > MAX_LOCATION ? location.substring(0, MAX_LOCATION) : location)
                .integer("from", (long) from)
                .integer("until", (long) until)
                .objects("tokens", tokens);
        if (!refusals.isEmpty()) {
            json.integers("refusals", refusals);
            refusals = new HashMap<>();
        }
        if (dropped > 0) {
            json.integer("dropped", dropped);
            dropped = 0;
        }
        empty = pending.isEmpty();
        return new Report(isolate + "." + number, json.toString());
    }

    /** At most. */
    private static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                length += 2;
            }
        }
        return length;
    }
}
