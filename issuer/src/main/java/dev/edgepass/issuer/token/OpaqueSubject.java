package dev.edgepass.issuer.token;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.jdk.Sha256;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a token as it may stand in a URL. A login, which is a tenant and a subject that can be an e-mail address, becomes {@code u-} and 128 bits of HMAC-SHA-256
 * under a key of the pepper, so that minting and revoking meet at the same handle on every instance, and a guess can't be checked without the pepper. A link's viewer is {@code v-} and 128
 * random bits.
 *
 * <p>Release 0 hashed the subject alone under a constant: {@link #formerOf}. Its tokens live for a day after the upgrade, its blocks until they are lifted. Thread-safe.
 */
public final class OpaqueSubject {
    private static final Pattern OPAQUE = Pattern.compile("[uv]-[A-Za-z0-9_-]{22}");
    private static final Pattern VIEWER = Pattern.compile("v-[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;

    /** With their keys, and never used themselves: finding and keying one takes longer than the hash. */
    private final Mac keyed;

    private final Mac former;

    /**
     * @param key 32 bytes that are the same for every instance, and secret
     * @param formerPepper what release 0 was configured with; empty by default
     */
    public OpaqueSubject(byte[] key, String formerPepper) {
        keyed = Sha256.mac(key);
        former = Sha256.mac(Sha256.utf8("edgepass-subject:" + formerPepper));
    }

    /** The opaque form of a login. */
    public String of(@Nullable String tenant, String subject) {
        // The tenant's length keeps tenant "a" with subject "b:c" from tenant "a:b" with subject "c".
        return opaque(keyed, (tenant == null ? "" : tenant.length() + ":" + tenant) + ":" + subject);
    }

    /** How release 0 named a login, whatever its tenant; it left alone what looked opaque. */
    public String formerOf(String subject) {
        return isOpaque(subject) ? subject : opaque(former, subject);
    }

    /** Whether a token's {@code subject} is that login's, in one of both forms. What looks opaque is no login's former form here: any login may choose such a name. */
    public boolean isOf(String opaque, @Nullable String tenant, String subject) {
        return opaque.equals(of(tenant, subject)) || !isOpaque(subject) && opaque.equals(formerOf(subject));
    }

    /** Whether {@code text} has the form of a token's subject, such as one that was read in the log. */
    public static boolean isOpaque(String text) {
        return OPAQUE.matcher(text).matches();
    }

    /** Whether {@code subject} could be one of {@link #newViewer}. */
    public static boolean isViewer(String subject) {
        return VIEWER.matcher(subject).matches();
    }

    /** A viewer who came by a share link: no more is known. */
    public static String newViewer() {
        return "v-" + RandomId.next();
    }

    private static String opaque(Mac keyed, String text) {
        try {
            byte[] hash = ((Mac) keyed.clone()).doFinal(Sha256.utf8(text));
            return "u-" + Base64Url.encode(Arrays.copyOf(hash, BYTES));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JVM can't copy a keyed HMAC", e);
        }
    }
}
