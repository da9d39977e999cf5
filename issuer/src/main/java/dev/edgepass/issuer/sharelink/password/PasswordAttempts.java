package dev.edgepass.issuer.sharelink.password;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.issuer.limit.BucketName;
import dev.edgepass.issuer.limit.Buckets;
import dev.edgepass.issuer.limit.Charge;
import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.limit.Eras;
import dev.edgepass.issuer.limit.Rate;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many wrong passwords may still be tried: by one address at one link, by one address anywhere, and at one link from anywhere. All are charged before the
 * password is looked at, and given back where it was right. Thread-safe; fails closed where Redis is away ({@code read-model-unavailable}).
 */
@Component
public class PasswordAttempts {
    private static final String ADDRESS_AND_LINK = "password-address-link";
    private static final String ADDRESS = "password-address";
    private static final String LINK = "password-link";
    /** Empty for some time after an address was refused at the link, so that the link's owner can see it. */
    private static final String REFUSED = "password-refused";

    private final Buckets buckets;
    private final Eras eras;
    private final PasswordSettings settings;
    private final Clock clock;

    /**
     * Whether passwords are refused at a link.
     *
     * @param locked wherever they come from
     * @param until when the next one is looked at, where it is locked
     * @param addressesRefused whether passwords from single addresses were refused lately, within the time that refills an address' attempts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lock(boolean locked, @Nullable Instant until, boolean addressesRefused) {}

    /** An attempt that was charged. */
    record Attempt(List<Token> tokens) {
        private record Token(BucketName bucket, Rate rate) {}
    }

    PasswordAttempts(Buckets buckets, Eras eras, PasswordSettings settings, Clock clock) {
        this.buckets = buckets;
        this.eras = eras;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Charges an attempt: all buckets or none, since a refused password isn't looked at. The narrow ones first, so that one guesser never touches the link's.
     *
     * @param link its id, or what stands for one that doesn't exist
     * @throws ProblemException {@code too-many-attempts}, whether the password is right or wrong
     */
    Attempt charge(String link, ClientAddress address) {
        long era = eras.current(era(link));
        List<Attempt.Token> taken = new ArrayList<>();
        for (Attempt.Token token : List.of(
                new Attempt.Token(
                        BucketName.of(ADDRESS_AND_LINK, address.value(), link, Long.toString(era)),
                        settings.perAddressAndLink()),
                new Attempt.Token(BucketName.of(ADDRESS, address.value()), settings.perAddress()),
                new Attempt.Token(linkBucket(link), settings.perLink()))) {
            if (buckets.take(token.bucket(), token.rate()) instanceof Charge.Refused refused) {
                giveBack(new Attempt(taken));
                buckets.take(refusedBucket(link, era), refusedRate());
                throw ProblemType.TOO_MANY_ATTEMPTS.because(
                        "Too many passwords were tried. Wait as long as Retry-After says, or ask the sender of the link.",
                        refused.seconds());
            }
            taken.add(token);
        }
        return new Attempt(taken);
    }

    /** The password was right, or wasn't looked at. */
    void giveBack(Attempt attempt) {
        attempt.tokens().forEach(token -> buckets.giveBack(token.bucket(), token.rate()));
    }

    public Lock lock(String link) {
        boolean addressesRefused =
                buckets.peek(refusedBucket(link, eras.current(era(link))), refusedRate()) instanceof Charge.Refused;
        return buckets.peek(linkBucket(link), settings.perLink()) instanceof Charge.Refused refused
                ? new Lock(true, clock.instant().plusSeconds(refused.seconds()), addressesRefused)
                : new Lock(false, null, addressesRefused);
    }

    private Rate refusedRate() {
        return new Rate(1, settings.perAddressAndLink().period());
    }

    private static BucketName refusedBucket(String link, long era) {
        return BucketName.of(REFUSED, link, Long.toString(era));
    }

    /** Passwords are looked at again, from every address. */
    public void unlock(String link) {
        buckets.clear(linkBucket(link));
        eras.advance(era(link));
    }

    private static BucketName linkBucket(String link) {
        return BucketName.of(LINK, link);
    }

    private static BucketName era(String link) {
        return BucketName.of("password-era", link);
    }
}
