package dev.edgepass.attack;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.decision.DecisionVector;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Another {@code alg} (RFC 8725 sections 2.1 and 3.1): none, however it is spelt, and a public key taken for a MAC's secret. */
final class AlgorithmAttacks {
    private static final List<String> OTHERS = List.of(
            "",
            " ",
            "ES256 ",
            " ES256",
            "es256",
            "Es256",
            "eS256",
            "ES-256",
            "ES256\\u0000",
            "ES256K",
            "ES384",
            "ES512",
            "EdDSA",
            "Ed25519",
            "HS256",
            "HS384",
            "HS512",
            "RS1",
            "RS256",
            "RS512",
            "PS256",
            "RSA-OAEP",
            "RSA1_5",
            "dir",
            "ECDH-ES",
            "A128KW",
            "A128GCMKW",
            "PBES2-HS256+A128KW",
            "none,ES256",
            "ES256,none",
            "\\u0415S256",
            "\\uff25S256",
            " none",
            "none ",
            "none\\u0000",
            "n\\u006fne",
            "\\u006e\\u006f\\u006e\\u0065",
            "n\\u043ene",
            "null",
            "undefined");

    private AlgorithmAttacks() {}

    static List<DecisionVector> of(TokenForge forge) {
        Catalogue all = new Catalogue("alg");
        for (int letters = 0; letters < 16; letters++) {
            String header = forge.header("alg", '"' + cased("none", letters) + '"');
            String unsigned = TokenForge.encode(header) + "." + TokenForge.encode(forge.claims());
            all.malformed(cased("none", letters) + ", unsigned", unsigned + ".");
            all.malformed(cased("none", letters) + ", signed", forge.signed(unsigned));
        }
        for (String other : OTHERS) {
            all.malformed("\"" + other + "\"", forge.withHeader(forge.header("alg", '"' + other + '"')));
        }
        all.malformed("a list", forge.withHeader(forge.header("alg", "[\"ES256\"]")));
        all.malformed("missing", forge.withHeader(forge.header("alg", null)));
        all.malformed("ALG", forge.withHeader(forge.header("alg", null).replace("{", "{\"ALG\":\"ES256\",")));
        all.malformed(
                "in the claims only", forge.token(forge.header("alg", null), forge.claimsAnd(",\"alg\":\"ES256\"")));
        all.granted("ES256 by its escapes", forge.withHeader(forge.header("alg", "\"\\u0045S\\u0032\\u00356\"")));
        secrets(forge.key()).forEach((name, secret) -> confuse(all, forge, name, secret));
        return all.vectors();
    }

    /** MACs that anybody can make. The longest has the length of our signatures, so that only the key's use tells them apart. */
    private static void confuse(Catalogue all, TokenForge forge, String name, byte[] secret) {
        for (int bits : new int[] {256, 384, 512}) {
            String input = TokenForge.encode(forge.header("alg", "\"HS" + bits + "\"")) + "."
                    + TokenForge.encode(forge.claims());
            all.malformed("HS" + bits + " with " + name, input + "." + mac(bits, secret, input));
        }
        String input = forge.signingInput();
        all.badSignature("ES256 that is HS512 with " + name, input + "." + mac(512, secret, input));
    }

    private static Map<String, byte[]> secrets(ECKey key) {
        byte[] x = key.getX().decode();
        byte[] y = key.getY().decode();
        Map<String, byte[]> secrets = new LinkedHashMap<>();
        try {
            byte[] der = key.toECPublicKey().getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            secrets.put("the key's DER", der);
            secrets.put(
                    "the key's PEM",
                    Utf8.encode("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n"));
        } catch (JOSEException e) {
            throw new IllegalStateException("a P-256 key has no DER", e);
        }
        secrets.put("the key's point", concat(new byte[] {4}, concat(x, y)));
        secrets.put("the key's coordinates", concat(x, y));
        secrets.put("the key's x as text", Utf8.encode(key.getX().toString()));
        secrets.put("the key's JWK", Utf8.encode(key.toPublicJWK().toJSONString()));
        secrets.put("the kid", Utf8.encode(key.getKeyID()));
        secrets.put("one zero byte", new byte[1]);
        return secrets;
    }

    private static String mac(int bits, byte[] secret, String input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA" + bits);
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            return Base64Url.encode(mac.doFinal(Utf8.encode(input)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC", e);
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** {@code word} with the letters in capitals whose bit is set. */
    private static String cased(String word, int letters) {
        StringBuilder cased = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            if ((letters >> i & 1) == 1) {
                cased.setCharAt(i, Character.toUpperCase(word.charAt(i)));
            }
        }
        return cased.toString();
    }
}
