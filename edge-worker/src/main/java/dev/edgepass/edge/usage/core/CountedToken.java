package dev.edgepass.edge.usage.core;

import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.JsonWriter;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Handle;
import dev.edgepass.token.MediaClaims;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token: what the isolate remembers of it, and what it has counted of it since the last report. Times are milliseconds since the epoch, positions those of the
 * heads that were decided on. What a token has none of takes no room: where every view has a new token, room is most of what counting costs.
 */
final class CountedToken {
    /** Of opens, networks and refusals in one report, each. */
    static final int MOST = 16;

    /** Milliseconds for which a refusal that was reported at once isn't again, on a feed that says the same. */
    private static final double TOLD_FOR = 10_000;

    /** Milliseconds for which views count for the place of the last look. */
    private static final double LOCATED_FOR = 1_000;

    private static final double OPEN_AFTER = UsageEvent.TokenViews.OPEN_AFTER;
    private static final double NEVER = -1e300;

    private final MediaClaims claims;
    private final DistinctObjects objects = new DistinctObjects();
    private @Nullable Fingerprint address;
    private @Nullable String country;
    private @Nullable String network;
    private int networkWeek = -1;
    private double locatedAt = NEVER;
    private double lastGrant = NEVER;
    private @Nullable Handle toldHandle;
    private double toldAt = NEVER;
    private long toldPosition;

    private boolean pending;
    private @Nullable List<Long> opens;
    private int requests;
    private double bytes;
    private @Nullable CountryCounts countries;
    private @Nullable List<String> networks;
    private int week;
    private long grantedPosition;
    private @Nullable List<RefusedCount> refused;

    CountedToken(MediaClaims claims) {
        this.claims = claims;
    }

    /** Whether there is something to report. */
    boolean isPending() {
        return pending;
    }

    void becomesPending() {
        pending = true;
    }

    /**
     * Counts a granted view.
     *
     * @return whether it is the first one that the isolate knows of
     */
    boolean granted(int objectHash, double offered, double now, long position) {
        boolean first = lastGrant == NEVER;
        if (Elapsed.has(OPEN_AFTER, lastGrant, now)) {
            List<Long> had = opens == null ? new ArrayList<>() : opens;
            if (had.size() < MOST) {
                had.add((long) now);
            }
            opens = had;
        }
        lastGrant = now;
        grantedPosition = position;
        requests++;
        bytes += offered;
        objects.add(objectHash);
        return first;
    }

    /** Whether it is time to look where the token's views come from: once a second, since a look costs more than all other counting. From now on it was. */
    boolean asksForLocation(double now) {
        if (Math.abs(now - locatedAt) < LOCATED_FOR) {
            return false;
        }
        locatedAt = now;
        return true;
    }

    /** Whether the last granted view came from the address that {@code mark} stands for, and what is known of it still holds in the week of {@code networks}. */
    boolean isKnownAddress(Fingerprint mark, Networks networks) {
        return address != null
                && mark.high() == address.high()
                && mark.low() == address.low()
                && networkWeek == networks.week();
    }

    /** Where the address of {@code mark} is. */
    void locate(Fingerprint mark, @Nullable String itsCountry, @Nullable String itsNetwork, Networks weeks) {
        address = mark;
        country = itsCountry;
        network = itsNetwork;
        networkWeek = weeks.week();
    }

    /** Counts the country and the network of a granted view: those of {@link #locate}. */
    void countLocation() {
        if (country != null) {
            CountryCounts counts = countries;
            if (counts == null) {
                counts = new CountryCounts(country);
                countries = counts;
            }
            counts.add(country);
        }
        if (network != null) {
            List<String> hashes = networks;
            if (hashes == null || week != networkWeek) {
                // A report speaks of one week.
                hashes = new ArrayList<>();
                networks = hashes;
                week = networkWeek;
            }
            if (hashes.size() < MOST && !hashes.contains(network)) {
                hashes.add(network);
            }
        }
    }

    /** The count of refusals for {@code reason} and {@code handle}; null where there are too many others. */
    @Nullable
    RefusedCount refused(Refusal reason, @Nullable Handle handle, double now, long position) {
        List<RefusedCount> counts = refused;
        if (counts == null) {
            counts = new ArrayList<>();
            refused = counts;
        }
        for (RefusedCount count : counts) {
            if (count.isOf(reason, handle)) {
                return count;
            }
        }
        if (counts.size() == MOST) {
            return null;
        }
        RefusedCount added = new RefusedCount(reason, handle, now, position);
        counts.add(added);
        return added;
    }

    /** Whether the issuer is to be told of a revocation's refusal at once: from now on it is told. */
    boolean isNews(@Nullable Handle handle, double now, long position) {
        boolean told = !Elapsed.has(TOLD_FOR, toldAt, now)
                && position == toldPosition
                && (handle == null ? toldHandle == null : handle.equals(toldHandle));
        if (!told) {
            toldAt = now;
            toldPosition = position;
            toldHandle = handle;
        }
        return !told;
    }

    /** What was counted, which begins anew. */
    JsonWriter take() {
        JsonWriter json = new JsonWriter().string("jti", claims.id()).string("subject", claims.subject());
        if (claims.link() != null && !claims.link().isEmpty()) {
            json.string("linkId", claims.link());
        }
        if (claims.tenant() != null && !claims.tenant().isEmpty()) {
            json.string("tenant", claims.tenant());
        }
        json.integer("position", claims.position());
        if (requests > 0) {
            takeGranted(json);
        }
        if (refused != null) {
            List<JsonWriter> counts = new ArrayList<>();
            for (RefusedCount count : refused) {
                counts.add(count.json());
            }
            json.objects("refused", counts);
            refused = null;
        }
        pending = false;
        return json;
    }

    private void takeGranted(JsonWriter json) {
        if (opens != null) {
            json.integers("opens", opens);
            opens = null;
        }
        json.integer("requests", requests).integer("bytes", (long) bytes).integer("objects", objects.count());
        if (countries != null || networks != null) {
            takeLocations(json);
        }
        json.object("granted", new JsonWriter().integer("at", (long) lastGrant).integer("position", grantedPosition));
        requests = 0;
        bytes = 0;
    }

    private void takeLocations(JsonWriter json) {
        if (countries != null) {
            json.object("countries", countries.json());
            countries = null;
        }
        if (networks != null) {
            json.strings("networks", networks).integer("week", week);
            networks = null;
        } else {
            json.integer("week", Networks.weekOf(lastGrant));
        }
    }
}
