package dev.edgepass.issuer.sharelink.password;

import dev.edgepass.issuer.limit.Rate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.share-links.password}.
 *
 * @param memoryKib memory of Argon2id for new passwords, in KiB, 19456 or more
 * @param iterations iterations of Argon2id for new passwords, 2 or more
 * @param perAddress wrong passwords from one address at all links, those that don't exist too, such as 60/h
 * @param perAddressAndLink wrong passwords from one address at one link, such as 20/h: so few that one guesser never empties the link's bucket
 * @param perLink wrong passwords at one link from everywhere, such as 100/h
 */
@ConfigurationProperties("edgepass.share-links.password")
record PasswordSettings(
        @DefaultValue("19456") int memoryKib,
        @DefaultValue("2") int iterations,
        @DefaultValue("20/h") Rate perAddressAndLink,
        @DefaultValue("60/h") Rate perAddress,
        @DefaultValue("100/h") Rate perLink) {
    private static final int LEAST_MEMORY = 19_456;
    private static final int LEAST_ITERATIONS = 2;

    /**
     * @throws IllegalArgumentException where a hash would be weaker than OWASP's recommendation (19 MiB, two iterations)
     */
    PasswordSettings {
        if (memoryKib < LEAST_MEMORY || iterations < LEAST_ITERATIONS) {
            throw new IllegalArgumentException("edgepass.share-links.password: " + memoryKib + " KiB, " + iterations
                    + " iterations (expected: at least " + LEAST_MEMORY + " KiB, " + LEAST_ITERATIONS + ")");
        }
    }
}
