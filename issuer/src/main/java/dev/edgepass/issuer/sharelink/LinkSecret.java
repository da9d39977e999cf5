package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.Sha256;
import java.util.HexFormat;

/**
 * What the holder of a share link has: 128 random bits in base64url. Nothing here keeps it, only its hash: 128 bits can't be guessed, so a plain SHA-256 is enough.
 *
 * @param text for the link, shown once
 */
public record LinkSecret(String text) {
    private static final String UPLOAD = "upload:";

    static LinkSecret random() {
        return new LinkSecret(RandomId.next());
    }

    /** SHA-256 in lower-case hex: what a link that opens its paths is known by. */
    public String hash() {
        return hex(text);
    }

    /** What an upload link is known by. An issuer of an earlier release, which would take the link for one that opens its paths, doesn't find it by this. */
    public String uploadHash() {
        return hex(UPLOAD + text);
    }

    String hash(LinkTerms terms) {
        return terms.upload() == null ? hash() : uploadHash();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(Sha256.hash(text));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LinkSecret";
    }
}
