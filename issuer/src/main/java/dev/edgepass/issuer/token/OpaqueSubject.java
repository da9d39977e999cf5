package dev.edgepass.issuer.token;

import dev.edgepass.encoding.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who a token is for, as it may stand in a URL. An app's subject, which can be an e-mail address, becomes {@code u-} and 128 bits of HMAC-SHA-256 under
 * {@code edgepass-subject:} and the pepper, so that minting and revoking by subject meet at the same handle, on every instance and after every restore. A link's
 * viewer is {@code v-} and 128 random bits. What is opaque already stays as it is: a subject that was read in the log can be revoked. Thread-safe.
 */
public final class OpaqueSubject {
    private static final Pattern OPAQUE = Pattern.compile("[uv]-[A-Za-z0-9_-]{22}");
    private static final Pattern VIEWER = Pattern.compile("v-[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;
    private static final String HMAC = "HmacSHA256";

    /** With its key, and never used itself: finding and keying one takes longer than the hash. */
    private final Mac keyed;

    public OpaqueSubject(String pepper) {
        try {
            keyed = Mac.getInstance(HMAC);
            keyed.init(new SecretKeySpec(("edgepass-subject:" + pepper).getBytes(StandardCharsets.UTF_8), HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + HMAC, e);
        }
    }

    /** The opaque form of an app's subject. */
    public String of(String subject) {
        if (OPAQUE.matcher(subject).matches()) {
            return subject;
        }
        try {
            Mac mac = (Mac) keyed.clone();
            byte[] hash = mac.doFinal(subject.getBytes(StandardCharsets.UTF_8));
            return "u-" + Base64Url.encode(Arrays.copyOf(hash, BYTES));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JVM can't copy a keyed " + HMAC, e);
        }
    }

    /** Whether {@code subject} could be one of {@link #newViewer}. */
    public static boolean isViewer(String subject) {
        return VIEWER.matcher(subject).matches();
    }

    /** A viewer who came by a share link: nobody knows more of them than that. */
    public static String newViewer() {
        return "v-" + RandomId.next();
    }
}
