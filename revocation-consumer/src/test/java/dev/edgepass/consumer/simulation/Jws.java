package dev.edgepass.consumer.simulation;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.JsonWriter;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.PublicKey;

/** Signs in the compact form that the real code reads, with a {@link Mac} in the signature's place. */
final class Jws {
    private Jws() {}

    /** The public key that stands for {@code kid}; its private half is its {@code x}. */
    static PublicKey key(String kid) {
        return new PublicKey(kid, Base64Url.encode(Utf8.encode("x of " + kid)), Base64Url.encode(Utf8.encode("y")));
    }

    static String sign(String type, String kid, String payload, long nonce) {
        String header = new JsonWriter()
                .string("alg", "ES256")
                .string("typ", type)
                .string("kid", kid)
                .toString();
        String input = Base64Url.encode(Utf8.encode(header)) + '.' + Base64Url.encode(Utf8.encode(payload));
        return input + '.' + Base64Url.encode(Mac.sign(input, secret(key(kid).x()), nonce));
    }

    static boolean verify(PublicKey key, String signingInput, byte[] signature) {
        return verify(key.x(), signingInput, signature);
    }

    static boolean verify(String x, String signingInput, byte[] signature) {
        return Mac.verify(signingInput, secret(x), signature);
    }

    private static long secret(String x) {
        return Mac.of(x, 1);
    }
}
