package dev.edgepass.issuer.sharelink;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.share-links}: how many links one owner may have.
 *
 * @param maxOpenPerOwner links of one owner (tenant and subject) that may be neither closed nor expired; 0 is no limit
 */
@ConfigurationProperties("edgepass.share-links")
record QuotaSettings(@DefaultValue("10000") int maxOpenPerOwner) {
    QuotaSettings {
        if (maxOpenPerOwner < 0) {
            throw new IllegalArgumentException(
                    "edgepass.share-links.max-open-per-owner: " + maxOpenPerOwner + " (expected: >= 0)");
        }
    }
}
