package dev.edgepass.issuer.sharelink.password;

import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.readmodel.LinkRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets those through who know a link's password (docs/share-links.md). Who sends a password learns the same, in the same time, of a secret that no link has and of
 * a wrong password: each costs the same charges and one Argon2 computation. Who sends none learns whether the secret is a link's, for which it takes the secret,
 * 128 random bits. Thread-safe.
 */
@Component
public class PasswordGate {
    private final PasswordHashes hashes;
    private final PasswordAttempts attempts;

    PasswordGate(PasswordHashes hashes, PasswordAttempts attempts) {
        this.hashes = hashes;
        this.attempts = attempts;
    }

    /**
     * The link, if the password is its own, or it has none.
     *
     * @param secretHash what attempts at a link that doesn't exist are counted by
     * @param found the link of that secret
     * @throws ProblemException {@code link-not-found}, {@code password-required}, {@code link-or-password-wrong}, {@code too-many-attempts}, {@code
     *     passwords-busy}, {@code read-model-unavailable}
     */
    public LinkRecord pass(
            String secretHash, Optional<LinkRecord> found, @Nullable LinkPassword password, ClientAddress address) {
        String hash = found.map(link -> link.terms().passwordHash()).orElse(null);
        if (found.isPresent() && hash == null) {
            return found.get();
        }
        if (password == null) {
            throw found.isPresent() ? required() : notFound();
        }
        PasswordAttempts.Attempt attempt =
                attempts.charge(found.map(LinkRecord::id).orElse(secretHash), address);
        if (!matches(password, hash, attempt)) {
            throw ProblemType.LINK_OR_PASSWORD_WRONG.because("Check the password, and that the whole link was copied.");
        }
        attempts.giveBack(attempt);
        return found.orElseThrow(PasswordGate::notFound);
    }

    private boolean matches(LinkPassword password, @Nullable String hash, PasswordAttempts.Attempt attempt) {
        try {
            return hashes.matches(password, hash);
        } catch (ProblemException e) {
            attempts.giveBack(attempt);
            throw e;
        }
    }

    public static ProblemException required() {
        return ProblemType.PASSWORD_REQUIRED.because("Send it as \"password\" with the secret.");
    }

    public static ProblemException notFound() {
        return ProblemType.LINK_NOT_FOUND.because("Check that the whole link was copied.");
    }
}
