package dev.edgepass.decision;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.jdk.Es256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decision vectors ({@code vectors/decision.json}) made ready for one run: fresh keys, tokens signed relative to {@code now}. The JVM's test decides them
 * directly; the end-to-end test sends them to the compiled Worker.
 */
public final class DecisionVectors {
    /** The compiled Worker's variables and these vectors agree on it. */
    public static final ViewPolicy POLICY = new ViewPolicy(
            new TokenRules("edgepass", "edgepass-edge", 60, 86_400), ViewPolicy.DEFAULT_MAX_READ_AGE, 600_000);

    private static final byte[] FINGERPRINT_KEY = Utf8.encode("0123456789abcdef");

    /**
     * A state of the feed.
     *
     * @param segment the one segment that the head names, to be stored under its reference
     */
    public record Feed(FeedHead head, SegmentRef reference, Segment segment) {}

    private final JsonNode document;
    private final long now;
    private final ECKey feedKey;
    private final ECKey tokenKey;
    private final ECKey otherKey;

    /**
     * @param now milliseconds since the epoch
     */
    public DecisionVectors(long now) {
        this.now = now;
        try (InputStream json = DecisionVectors.class.getResourceAsStream("/vectors/decision.json")) {
            document = JsonMapper.shared().readTree(json.readAllBytes());
            feedKey = new ECKeyGenerator(Curve.P_256).keyID("feed-key").generate();
            tokenKey = new ECKeyGenerator(Curve.P_256).keyID("token-key").generate();
            otherKey = new ECKeyGenerator(Curve.P_256).keyID("token-key").generate();
        } catch (IOException | com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException("the vectors can't be made ready", e);
        }
    }

    public ECKey feedKey() {
        return feedKey;
    }

    /** The published key, under the kid {@code token-key}. */
    public ECKey tokenKey() {
        return tokenKey;
    }

    /** A stranger's key, under the same kid. */
    public ECKey otherKey() {
        return otherKey;
    }

    /** Milliseconds since the epoch. */
    public long now() {
        return now;
    }

    /** The names of the feed states, in the order of the file. */
    public List<String> feedNames() {
        return List.copyOf(document.get("feeds").propertyNames());
    }

    /** The feed state of that name; heads of different sequences differ in {@code asOf}, so that a test sees which one is in use. */
    public Feed feed(String name, long sequence) {
        JsonNode feed = document.get("feeds").get(name);
        Segment segment = segment(feed.get("segment"));
        byte[] bytes = segment.toBytes();
        SegmentRef reference = new SegmentRef(sha256(bytes), bytes.length, segment.size(), true);
        FeedHead head = new FeedHead(
                1,
                sequence,
                "vectors",
                now + feed.get("asOf").asLong() * 1000 - sequence,
                feed.get("position").asLong(),
                feed.get("prunedTo").asLong(),
                "topic",
                FINGERPRINT_KEY,
                List.of(Es256.publicKey(tokenKey)),
                List.of(reference),
                segment(feed.get("tail")));
        return new Feed(head, reference, segment);
    }

    /** The vectors that are to be run against one feed state. */
    public List<DecisionVector> against(String feedName) {
        List<DecisionVector> vectors = new ArrayList<>();
        for (JsonNode vector : document.get("vectors")) {
            if (vector.path("feed").asString("usual").equals(feedName)) {
                vectors.add(new DecisionVector(
                        vector.get("name").asString(),
                        vector.path("path").asString("projects/42/a.jpg"),
                        token(vector),
                        vector.has("origin") ? vector.get("origin").asString() : null,
                        vector.has("referer") ? vector.get("referer").asString() : null,
                        vector.get("verdict").asString()));
            }
        }
        return vectors;
    }

    private String token(JsonNode vector) {
        if (vector.has("token")) {
            return vector.get("token").asString();
        }
        String header = members(
                Map.of("alg", "\"ES256\"", "typ", "\"media+jwt\"", "kid", "\"token-key\""), vector.path("header"));
        String claims = vector.has("claimsBase64") ? vector.get("claimsBase64").asString() : encode(claims(vector));
        String signingInput = encode(header) + "." + claims;
        return signature(vector.path("signature").asString("good"), signingInput);
    }

    private String claims(JsonNode vector) {
        if (vector.has("claimsJson")) {
            return java.util.regex.Pattern.compile("@\\{([+-]\\d+)}")
                    .matcher(vector.get("claimsJson").asString())
                    .replaceAll(match -> Long.toString(seconds(match.group(1))));
        }
        Map<String, String> defaults = new TreeMap<>(Map.of(
                "iss", "\"edgepass\"",
                "aud", "\"edgepass-edge\"",
                "sub", "\"subject\"",
                "jti", "\"token\"",
                "iat", Long.toString(seconds("-10")),
                "exp", Long.toString(seconds("+3600")),
                "pos", "60",
                "pth", "[\"projects/42/\"]",
                "dl", "false"));
        return members(defaults, vector.path("claims"));
    }

    private String members(Map<String, String> defaults, JsonNode overrides) {
        Map<String, String> members = new TreeMap<>(defaults);
        for (Map.Entry<String, JsonNode> override : overrides.properties()) {
            JsonNode value = override.getValue();
            String text = value.isString() ? value.asString() : "";
            if (value.isNull()) {
                members.remove(override.getKey());
            } else if (text.equals("@null")) {
                members.put(override.getKey(), "null");
            } else if (text.startsWith("@")) {
                members.put(override.getKey(), Long.toString(seconds(text.substring(1))));
            } else if (text.equals("$feed")) {
                members.put(override.getKey(), "\"feed-key\"");
            } else {
                members.put(override.getKey(), value.toString());
            }
        }
        List<String> json = new ArrayList<>();
        members.forEach((name, value) -> json.add("\"" + name + "\":" + value));
        return "{" + String.join(",", json) + "}";
    }

    private String signature(String kind, String signingInput) {
        String good = sign(signingInput, tokenKey);
        return switch (kind) {
            case "good" -> signingInput + "." + good;
            case "other-key" -> signingInput + "." + sign(signingInput, otherKey);
            case "feed-key" -> signingInput + "." + sign(signingInput, feedKey);
            case "zeros" -> signingInput + "." + Base64Url.encode(new byte[64]);
            case "short" -> signingInput + "." + Base64Url.encode(new byte[63]);
            case "padded" -> signingInput + "." + good + "==";
            case "non-canonical" -> signingInput + "." + nonCanonical(good);
            case "flipped" -> {
                byte[] bytes = Base64Url.decode(good);
                bytes[40] ^= 4;
                yield signingInput + "." + Base64Url.encode(bytes);
            }
            case "changed-claims" -> {
                String wider = Utf8.decode(Base64Url.decode(signingInput.substring(signingInput.indexOf('.') + 1)))
                        .replace("projects/42/", "projects/");
                yield signingInput.substring(0, signingInput.indexOf('.') + 1) + encode(wider) + "." + good;
            }
            default -> throw new IllegalStateException("unknown signature kind: " + kind);
        };
    }

    /** The same 64 bytes with an unused bit set: 64 bytes end in a character of which four bits count for nothing. */
    private static String nonCanonical(String good) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(good.charAt(good.length() - 1));
        return good.substring(0, good.length() - 1) + alphabet.charAt(last | 1);
    }

    private static String sign(String signingInput, ECKey key) {
        try {
            return new com.nimbusds.jose.crypto.ECDSASigner(key)
                    .sign(
                            new com.nimbusds.jose.JWSHeader(com.nimbusds.jose.JWSAlgorithm.ES256),
                            Utf8.encode(signingInput))
                    .toString();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    private static Segment segment(JsonNode entries) {
        Fingerprinter fingerprinter = new Fingerprinter(FINGERPRINT_KEY);
        TreeMap<Fingerprint, HandleState> states = new TreeMap<>();
        for (JsonNode entry : entries) {
            states.put(
                    fingerprinter.of(handle(entry.get(0).asString())),
                    new HandleState(entry.get(1).asLong(), entry.get(2).asBoolean() ? 1 : 0));
        }
        return Segment.of(states);
    }

    private static Handle handle(String text) {
        for (Handle.Kind kind : Handle.Kind.values()) {
            String prefix = new Handle(kind, "").toString();
            if (text.startsWith(prefix)) {
                return new Handle(kind, text.substring(prefix.length()));
            }
        }
        throw new IllegalStateException("unknown handle: " + text);
    }

    private long seconds(String offset) {
        return now / 1000 + Long.parseLong(offset);
    }

    private static String encode(String text) {
        return Base64Url.encode(Utf8.encode(text));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
