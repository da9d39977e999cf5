package dev.edgepass.edge.usage;

import dev.edgepass.edge.usage.core.Report;
import dev.edgepass.edge.usage.core.ReportQueue;
import dev.edgepass.edge.workers.CryptoKey;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Fetch;
import dev.edgepass.edge.workers.Headers;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.ReadableStream;
import dev.edgepass.edge.workers.Response;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** What one request does for the isolate's reports, behind its answer: waits until one is due, and sends it. */
final class Reporting {
    /** Milliseconds after which a request doesn't begin anything more: the platform ends its work 30 s after its answer. */
    private static final double LIFETIME = 22_000;

    /** In the place of the viewer's address, which the platform may put into a request that has none. */
    private static final String NO_ADDRESS = "0.0.0.0";

    private final Usage usage;
    private final double begun;

    /**
     * @param begun milliseconds since the epoch
     */
    Reporting(Usage usage, double begun) {
        this.usage = usage;
        this.begun = begun;
    }

    /**
     * Lets {@code context} outlive its answer for what is to be done. A report is written after the answer: it may be 200 KB of text.
     *
     * @param next what {@link ReportQueue} said
     */
    void begin(int next, ExecutionContext context) {
        Promise<JSObject> work =
                next == ReportQueue.SEND ? Runtime.sleep(0).thenAwait(answered -> proceed(next)) : proceed(next);
        if (work != null) {
            context.waitUntil(work);
        }
    }

    /** Never fails. Null where there is nothing to wait for. */
    private @Nullable Promise<JSObject> proceed(int next) {
        if (next == ReportQueue.NOTHING) {
            return null;
        }
        if (next == ReportQueue.SEND) {
            return send().thenAwait(sent -> goOn());
        }
        if (Runtime.now() + next - begun > LIFETIME) {
            usage.queue.abandon();
            return null;
        }
        return Runtime.sleep(next).thenAwait(slept -> wake());
    }

    /** Where this request may not go on, the next one does. */
    private @Nullable Promise<JSObject> wake() {
        double now = Runtime.now();
        if (now - begun > LIFETIME) {
            usage.queue.abandon();
            return null;
        }
        return proceed(usage.queue.woke(now));
    }

    private @Nullable Promise<JSObject> goOn() {
        double now = Runtime.now();
        return now - begun > LIFETIME ? null : proceed(usage.queue.next(now));
    }

    private Promise<JSObject> send() {
        Report report = usage.report();
        long seconds = (long) (Runtime.now() / 1_000);
        return key().thenAwait(key -> SubtleCrypto.hmac(key, report.signed(seconds)))
                .thenAwait(mac -> Fetch.post(
                        usage.settings.url(),
                        headers(report, seconds, mac.base64()),
                        report.body(),
                        ReportQueue.TIMEOUT))
                .thenRun(response -> answered(report, response), failed -> {
                    usage.queue.failed(report, Runtime.now(), Runtime.random());
                    usage.warn("no report got through: " + Runtime.name(failed));
                });
    }

    private Promise<CryptoKey> key() {
        CryptoKey known = usage.signingKey;
        return known != null
                ? Promise.resolved(known)
                : SubtleCrypto.importHmac(usage.settings.secret()).then(imported -> {
                    usage.signingKey = imported;
                    return imported;
                });
    }

    /** Nothing of the view's own request is in it. */
    private static Headers headers(Report report, long seconds, String signature) {
        Headers headers = Headers.create();
        headers.set("content-type", "application/json");
        headers.set("webhook-id", report.id());
        headers.set("webhook-timestamp", "" + seconds);
        headers.set("webhook-signature", "v1," + signature);
        headers.set("x-forwarded-for", NO_ADDRESS);
        headers.set("x-real-ip", NO_ADDRESS);
        return headers;
    }

    private void answered(Report report, Response response) {
        ReadableStream body = response.body();
        if (body != null) {
            body.cancel();
        }
        int status = response.status();
        boolean off = usage.queue.answered(report, status, Runtime.now(), Runtime.random());
        if (status == ReportQueue.ACCEPTED) {
            usage.reported();
        } else {
            usage.warn((off ? "a report was refused for good: " : "no report gets through: ") + status);
        }
    }
}
