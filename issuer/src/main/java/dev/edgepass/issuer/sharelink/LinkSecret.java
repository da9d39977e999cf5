package dev.edgepass.issuer.sharelink;

import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.Sha256;
import java.util.HexFormat;

/**
 * What the holder of a share link has: 128 random bits in base64url. Nothing here keeps it, only its hash: 128 bits can't be guessed, so a plain SHA-256 is enough.
 *
 * @param text for the link, shown once
 */
public record LinkSecret(String text) {
    static LinkSecret random() {
        return new LinkSecret(RandomId.next());
    }

    /** SHA-256 in lower-case hex. */
    public String hash() {
        return HexFormat.of().formatHex(Sha256.hash(text));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LinkSecret";
    }
}
