package dev.edgepass.edge.usage;

import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.feed.Fingerprinter;
import java.util.Arrays;
import org.teavm.jso.JSObject;

/** The key of a week's networks: HMAC-SHA256 of the week's number under the secret {@code NETWORK_KEY}, its first half. */
final class WeekKey {
    private WeekKey() {}

    /**
     * Gives {@code usage} the key of {@code week}. Never fails.
     *
     * @param secret in base64url
     */
    static Promise<JSObject> derive(Usage usage, String secret, int week) {
        return SubtleCrypto.importHmac(secret)
                .thenAwait(key -> SubtleCrypto.hmac(key, "week:" + week))
                .thenRun(
                        mac -> usage.networks.take(week, Arrays.copyOf(mac.bytes(), Fingerprinter.KEY_BYTES)),
                        failed -> usage.warn("the week's key: " + Runtime.describe(failed)));
    }
}
