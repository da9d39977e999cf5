package dev.edgepass.issuer.key;

import dev.edgepass.key.KeyRecord;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The signing keys that this instance withdrew itself: here that holds at once, and not only once the read model says so. Thread-safe. */
@Component
public class KeyStanding {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStanding.class);

    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

    /** The log has it: {@code kid} is withdrawn. */
    public void withdraw(String kid) {
        if (withdrawn.add(kid)) {
            LOG.warn("signing key {} is withdrawn", kid);
        }
    }

    /** Whether this instance withdrew {@code kid}. */
    public boolean isWithdrawn(String kid) {
        return withdrawn.contains(kid);
    }

    /** Whether tokens under {@code key} are good. */
    public boolean isGood(KeyRecord key) {
        return key.state() != KeyRecord.State.WITHDRAWN && !isWithdrawn(key.kid());
    }
}
