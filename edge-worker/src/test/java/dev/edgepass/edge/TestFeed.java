package dev.edgepass.edge;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.jdk.Es256;
import dev.edgepass.token.MediaClaims;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Issuer and publisher of a test: signs tokens, and heads that say what the test wants. */
final class TestFeed {
    private static final byte[] FINGERPRINT_KEY = Utf8.encode("fedcba9876543210");

    final ECKey feedKey = key("feed");
    final ECKey tokenKey = key("token");
    private long sequence;

    static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String pinned() {
        return new JWKSet(feedKey).toString(true);
    }

    /** A head with the next sequence; its position is 1,000 and the sequence, so that a test can wait for it. */
    FeedHead head(Segment tail, SegmentRef... segments) {
        return head(System.currentTimeMillis(), 0, List.of(Es256.publicKey(tokenKey)), tail, segments);
    }

    FeedHead head(long asOf, long prunedTo, List<PublicKey> keys, Segment tail, SegmentRef... segments) {
        long next = ++sequence;
        return new FeedHead(
                1, next, "test", asOf, 1000 + next, prunedTo, "topic", FINGERPRINT_KEY, keys, List.of(segments), tail);
    }

    /** What another publisher writes after {@code last}, with a sequence and a position of its own. */
    static FeedHead ofNextTerm(FeedHead last) {
        return new FeedHead(
                last.term() + 1,
                1,
                "other",
                last.asOf(),
                10,
                0,
                last.topicId(),
                last.fingerprintKey(),
                last.keys(),
                last.segments(),
                last.tail());
    }

    byte[] signed(FeedHead head) {
        return Utf8.encode(Es256.signer(feedKey).sign(head));
    }

    static Segment segment(Map<Handle, HandleState> states) {
        Fingerprinter fingerprinter = new Fingerprinter(FINGERPRINT_KEY);
        TreeMap<Fingerprint, HandleState> sorted = new TreeMap<>();
        states.forEach((handle, state) -> sorted.put(fingerprinter.of(handle), state));
        return Segment.of(sorted);
    }

    static SegmentRef reference(Segment segment) {
        byte[] bytes = segment.toBytes();
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new SegmentRef(hash, bytes.length, segment.size());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the head names a segment once KV has acknowledged a copy. */
    static SegmentRef mirrored(Segment segment) {
        return reference(segment).asMirrored();
    }

    /** A token for everything under {@code gallery/}, as a change of the usual claims. */
    Token token() {
        return new Token();
    }

    /** A token being made; signs with the published key unless told otherwise. */
    final class Token {
        private final long now = System.currentTimeMillis() / 1000;
        private final List<String> paths = new ArrayList<>(List.of("gallery/"));
        private final List<String> origins = new ArrayList<>();
        private String id = "token-1";
        private String subject = "subject-1";
        private String link = "link-1";
        private long position = 500;
        private long expiresIn = 3600;
        private boolean download;
        private boolean uncounted;
        private ECKey key = tokenKey;

        Token id(String jti) {
            id = jti;
            return this;
        }

        Token subject(String sub) {
            subject = sub;
            return this;
        }

        Token link(String lnk) {
            link = lnk;
            return this;
        }

        Token position(long pos) {
            position = pos;
            return this;
        }

        Token expiresIn(long seconds) {
            expiresIn = seconds;
            return this;
        }

        Token path(String scope) {
            paths.set(0, scope);
            return this;
        }

        Token origin(String origin) {
            origins.add(origin);
            return this;
        }

        Token download() {
            download = true;
            return this;
        }

        Token uncounted() {
            uncounted = true;
            return this;
        }

        Token signedBy(ECKey other) {
            key = other;
            return this;
        }

        /** The compact token. */
        String sign() {
            MediaClaims claims = new MediaClaims(
                    "edgepass",
                    "edgepass-edge",
                    subject,
                    id,
                    now - 3600,
                    now + expiresIn,
                    position,
                    link,
                    null,
                    paths,
                    download,
                    origins,
                    uncounted);
            return Es256.signer(key).sign(MediaClaims.TYPE, claims.toJson());
        }

        /** The path of a view. */
        String view(String key) {
            return "/view/" + sign() + "/" + key;
        }
    }
}
