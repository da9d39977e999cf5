package dev.edgepass.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.UnverifiedToken;
import dev.edgepass.token.VerifiedToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ClearanceTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final byte[] FINGERPRINT_KEY = new byte[Fingerprinter.KEY_BYTES];
    private static final List<ObjectKey> KEYS =
            List.of(new ObjectKey("a/1"), new ObjectKey("a/2"), new ObjectKey("a/b/3"), new ObjectKey("a/b/4"));

    @Property(tries = 300)
    void what_is_remembered_changes_no_verdict(@ForAll long seed) {
        Random random = new Random(seed);
        List<VerifiedToken> tokens = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tokens.add(token("t" + i, "s" + i % 2, random.nextInt(10)));
        }
        Map<VerifiedToken, Clearance> ofTokens = new HashMap<>();
        Map<ObjectKey, Clearance> ofKeys = new HashMap<>();
        FeedView view = view(random, tokens);
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(10) == 0) {
                view = random.nextBoolean() ? view(random, tokens) : view.at(NOW - random.nextInt(100));
            }
            FeedView known = view;
            VerifiedToken token = tokens.get(random.nextInt(tokens.size()));
            ObjectKey key = KEYS.get(random.nextInt(KEYS.size()));
            String remembered = verdict(() -> DecisionVectors.POLICY.decide(
                    token,
                    key,
                    RequestOrigin.NONE,
                    known,
                    NOW,
                    ofTokens.computeIfAbsent(token, t -> new Clearance()),
                    ofKeys.computeIfAbsent(key, k -> new Clearance())));

            assertThat(remembered)
                    .isEqualTo(
                            verdict(() -> DecisionVectors.POLICY.decide(token, key, RequestOrigin.NONE, known, NOW)));
        }
    }

    private static String verdict(Runnable decision) {
        try {
            decision.run();
            return JvmDecision.GRANTED;
        } catch (RefusedException e) {
            return e.refusal().code();
        }
    }

    /** Each handle of a token or a key has a state in one view of four. */
    private static FeedView view(Random random, List<VerifiedToken> tokens) {
        TreeMap<Fingerprint, HandleState> states = new TreeMap<>();
        List<Handle> handles = new ArrayList<>();
        tokens.forEach(token -> handles.addAll(Handle.of(token.claims())));
        KEYS.forEach(key -> handles.addAll(Handle.of(key)));
        for (Handle handle : handles) {
            if (random.nextInt(4) == 0) {
                states.put(
                        new Fingerprinter(FINGERPRINT_KEY).of(handle),
                        new HandleState(random.nextInt(12), random.nextInt(8) == 0 ? 1 : 0));
            }
        }
        FeedHead head = new FeedHead(
                1,
                1,
                "p",
                NOW,
                12,
                random.nextInt(3),
                "topic",
                FINGERPRINT_KEY,
                List.of(new PublicKey("kid", "x", "y")),
                List.of(),
                Segment.of(states));
        return new FeedView(head, List.of(), NOW);
    }

    private static VerifiedToken token(String id, String subject, long position) {
        MediaClaims claims = new MediaClaims(
                DecisionVectors.POLICY.tokens().issuer(),
                DecisionVectors.POLICY.tokens().audience(),
                subject,
                id,
                NOW / 1000,
                NOW / 1000 + 60,
                position,
                null,
                null,
                List.of("a/"),
                false,
                List.of(),
                false);
        String compact = part("{\"alg\":\"ES256\",\"typ\":\"media+jwt\",\"kid\":\"kid\"}") + "." + part(claims.toJson())
                + "." + Base64Url.encode(new byte[64]);
        return UnverifiedToken.parse(compact).signatureIsGood();
    }

    private static String part(String json) {
        return Base64Url.encode(Utf8.encode(json));
    }
}
