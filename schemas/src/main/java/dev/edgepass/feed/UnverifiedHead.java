package dev.edgepass.feed;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jws.CompactJws;

/** A head as it was read, before its signature was checked against the pinned feed keys. */
public final class UnverifiedHead {
    private final CompactJws jws;
    private final FeedHead head;

    private UnverifiedHead(CompactJws jws, FeedHead head) {
        this.jws = jws;
        this.head = head;
    }

    /**
     * @throws MalformedException where {@code compact} isn't a head by its form
     */
    public static UnverifiedHead parse(String compact) {
        CompactJws jws = CompactJws.parse(compact, FeedHead.TYPE);
        return new UnverifiedHead(jws, FeedHead.of(jws.payload()));
    }

    /** The feed key that it claims to be signed with. */
    public String kid() {
        return jws.kid();
    }

    /** ASCII. */
    public String signingInput() {
        return jws.signingInput();
    }

    /** {@code r || s}, 64 bytes. */
    public byte[] signature() {
        return jws.signature();
    }

    /** The same in base64url. */
    public String encodedSignature() {
        return jws.encodedSignature();
    }

    /** The head. Only to be called with ES256 found good over {@link #signingInput()} under the pinned feed key {@link #kid()}. */
    public FeedHead signatureIsGood() {
        return head;
    }
}
