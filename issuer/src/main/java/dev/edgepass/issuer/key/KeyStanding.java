package dev.edgepass.issuer.key;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.KeyRecord;
import dev.edgepass.issuer.readmodel.ReadModel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which signing keys were withdrawn, as far as this instance knows: those it withdrew itself, at once, and those of which the read model says so. A withdrawal is
 * for good. Thread-safe.
 */
@Component
class KeyStanding {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStanding.class);

    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private final ReadModel readModel;

    KeyStanding(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** The log has it: {@code kid} is withdrawn. */
    void withdraw(String kid) {
        if (withdrawn.add(kid)) {
            LOG.warn("signing key {} is withdrawn", kid);
        }
    }

    /**
     * Whether {@code kid} was withdrawn.
     *
     * @throws ProblemException {@code read-model-unavailable} where only Redis could say so
     */
    boolean isWithdrawn(String kid) {
        if (withdrawn.contains(kid)) {
            return true;
        }
        boolean saidSo = readModel.key(kid).filter(key -> !key.isActive()).isPresent();
        if (saidSo) {
            withdraw(kid);
        }
        return saidSo;
    }

    /** The same without asking Redis, and what was learnt of {@code key} just now. */
    boolean isKnownAsWithdrawn(KeyRecord key) {
        return !key.isActive() || isKnownAsWithdrawn(key.kid());
    }

    /** The same without asking Redis. */
    boolean isKnownAsWithdrawn(String kid) {
        return withdrawn.contains(kid);
    }
}
