package dev.edgepass.edge.usage;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.edge.exchange.Exchange;
import dev.edgepass.edge.usage.core.Networks;
import dev.edgepass.edge.usage.core.Report;
import dev.edgepass.edge.usage.core.ReportQueue;
import dev.edgepass.edge.usage.core.UsageCounts;
import dev.edgepass.edge.usage.core.UsageSettings;
import dev.edgepass.edge.workers.CryptoKey;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.token.MediaClaims;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExceptions;

/** What an isolate counts of views, and the work behind answers that reports it. Keeps values only. */
public final class Usage {
    private static final int ID_BYTES = 16;
    private static final String UNKNOWN = "unknown";

    final UsageSettings settings;
    final Networks networks;
    final ReportQueue queue;
    /** Imported from the settings' secret, once it is. */
    @Nullable
    CryptoKey signingKey;

    private final UsageCounts counts;
    private @Nullable String location;
    private boolean warned;

    /** To be made while a request is answered: only then the platform has random bytes. */
    public Usage(UsageSettings settings) {
        this.settings = settings;
        networks = new Networks();
        counts = new UsageCounts(
                Runtime.randomBytes(ID_BYTES).base64url(),
                Runtime.randomBytes(ID_BYTES).bytes(),
                networks);
        queue = new ReportQueue(counts);
    }

    /**
     * Counts a granted view.
     *
     * @param object the key
     * @param offered bytes in the answer
     * @param now milliseconds since the epoch
     * @param position of the head on which it was decided
     */
    public void granted(
            Exchange exchange, MediaClaims claims, String object, double offered, double now, long position) {
        if (claims.uncounted()) {
            return;
        }
        try {
            counted(exchange, now, counts.granted(claims, object, offered, now, position, new RequestViewer(exchange)));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Counts a refused view of a token with a good signature. Parameters as of {@link #granted}. */
    public void refused(Exchange exchange, MediaClaims claims, RefusedException refused, double now, long position) {
        if (claims.uncounted()) {
            return;
        }
        try {
            counted(exchange, now, counts.refused(claims, refused.refusal(), refused.handle(), now, position));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Counts a refused view without a token of a good signature. */
    public void refused(Exchange exchange, Refusal refusal, double now) {
        try {
            counts.refused(refusal, now);
            counted(exchange, now, false);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void counted(Exchange exchange, double now, boolean news) {
        if (location == null) {
            location = exchange.request().location();
        }
        int next = queue.counted(now, news);
        if (next != ReportQueue.NOTHING) {
            new Reporting(this, now).begin(next, exchange.context());
        }
        String networkKey = settings.networkKey();
        if (networkKey != null && networks.asksForKey(now)) {
            exchange.context()
                    .waitUntil(Runtime.sleep(0)
                            .thenAwait(answered -> WeekKey.derive(this, networkKey, Networks.weekOf(now))));
        }
    }

    /** The report to send. */
    Report report() {
        return queue.report(location == null ? UNKNOWN : location);
    }

    /** Says once what keeps reports from leaving, until one has left. */
    void warn(String cause) {
        if (!warned) {
            warned = true;
            Runtime.warn("usage: " + cause);
        }
    }

    void reported() {
        warned = false;
    }

    private void failed(RuntimeException e) {
        warn(Runtime.describe(JSExceptions.getJSException(e)));
    }
}
