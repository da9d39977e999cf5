package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What the holder of a share link has: 128 random bits in base64url. Nothing here keeps it, only its hash: 128 bits can't be guessed, so a plain SHA-256 is enough.
 *
 * @param text for the link, shown once
 */
public record LinkSecret(String text) {
    /** No text in UTF-8 has this byte, so no secret of the one kind of link is one of the other. */
    private static final byte UPLOAD = (byte) 0xFF;

    static LinkSecret random() {
        return new LinkSecret(RandomId.next());
    }

    /** SHA-256 in lower-case hex: what a link that opens its paths is known by. */
    public String hash() {
        return HexFormat.of().formatHex(Sha256.hash(text));
    }

    /**
     * What an upload link is known by: the same of the byte FF and the secret. An issuer of an earlier release, which would take the link for one that opens its paths, finds it by no
     * secret.
     */
    public String uploadHash() {
        MessageDigest digest = Sha256.digest();
        digest.update(UPLOAD);
        return HexFormat.of().formatHex(digest.digest(Sha256.utf8(text)));
    }

    String hash(LinkTerms terms) {
        return terms.upload() == null ? hash() : uploadHash();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LinkSecret";
    }
}
