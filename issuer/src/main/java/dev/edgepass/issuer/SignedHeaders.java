package dev.edgepass.issuer;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;

/** What a request to a signed URL has to have to the letter, since the signature covers it. */
public final class SignedHeaders {
    private SignedHeaders() {}

    /** Without {@code host}, which the URL says. */
    public static Map<String, String> of(PresignedRequest signed) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("host");
        return headers;
    }
}
