package dev.edgepass.issuer.sharelink.password;

import dev.edgepass.issuer.HeapShare;
import dev.edgepass.issuer.key.Pepper;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.Sha256;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id (RFC 9106) over the password's HMAC under the {@link Pepper}: the log, which is kept for ever, isn't enough to guess with. Each computation takes
 * some 19 MiB, so only so many run at once, and the others are told to come back. Thread-safe.
 */
@Component
public class PasswordHashes {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final long KIB = 1024;

    private static final long PATIENCE_MILLIS = 1_000;

    private final Argon2PasswordEncoder argon2;
    private final byte[] key;
    private final Semaphore permits;
    private final AtomicLong computations = new AtomicLong();
    private final String dummy;

    PasswordHashes(PasswordSettings settings, Pepper pepper) {
        argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, settings.memoryKib(), settings.iterations());
        key = pepper.derive("share-link-password");
        permits = new Semaphore(atOnce(
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory(), settings.memoryKib()));
        dummy = hash(new LinkPassword(RandomId.next()));
    }

    /** How many run at once: no more than there are cores, and than fit into a quarter of the heap, but one. */
    static int atOnce(int cores, long heapBytes, int memoryKib) {
        return (int) Math.max(1, Math.min(cores, HeapShare.PASSWORDS.of(heapBytes) / (memoryKib * KIB)));
    }

    /**
     * The hash to keep: salted, in the PHC form {@code $argon2id$...}.
     *
     * @throws ProblemException {@code passwords-busy}
     */
    public final String hash(LinkPassword password) {
        return compute(() -> argon2.encode(keyed(password)));
    }

    /**
     * Whether the password is that of {@code hash}. Costs one computation, also where there is no hash.
     *
     * @param hash null is one that no password has
     * @throws ProblemException {@code passwords-busy}
     */
    boolean matches(LinkPassword password, @Nullable String hash) {
        return compute(() -> argon2.matches(keyed(password), hash == null ? dummy : hash)) && hash != null;
    }

    /** Argon2 computations so far. */
    long computations() {
        return computations.get();
    }

    private <T> T compute(Supplier<T> computation) {
        try {
            if (!permits.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            computations.incrementAndGet();
            return computation.get();
        } finally {
            permits.release();
        }
    }

    private static ProblemException busy() {
        return ProblemType.PASSWORDS_BUSY.because("Many passwords are being checked. Try again shortly.");
    }

    private String keyed(LinkPassword password) {
        return Base64.getEncoder().withoutPadding().encodeToString(Sha256.hmac(key, Sha256.utf8(password.text())));
    }
}
