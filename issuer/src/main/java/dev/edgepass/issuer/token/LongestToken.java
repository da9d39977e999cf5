package dev.edgepass.issuer.token;

import dev.edgepass.issuer.key.KeyRing;
import dev.edgepass.issuer.key.SigningKey;
import dev.edgepass.jdk.Es256;
import dev.edgepass.token.MediaClaims;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How long the tokens of a share link can become: whatever the viewer, the time, the log's position, the signing key and the renewal. Exact but for those, since
 * claims and header are written by the code that signs. Thread-safe.
 */
@Component
public class LongestToken {
    /** Ten digits, until the year 2286. */
    private static final long LAST_SECOND = 9_999_999_999L;

    /** The largest integer that our JSON has. */
    private static final long LAST_POSITION = (1L << 53) - 1;

    /** Of a {@code kid} that comes later; a thumbprint (RFC 7638) has 43 characters. */
    private static final int KID_LENGTH = 64;

    private final TokenSettings settings;
    private final KeyRing keys;

    LongestToken(TokenSettings settings, KeyRing keys) {
        this.settings = settings;
        this.keys = keys;
    }

    /** In characters. */
    public int of(@Nullable String tenant, List<String> paths, boolean downloadAllowed, List<String> origins) {
        MediaClaims claims = new MediaClaims(
                settings.issuer(),
                settings.audience(),
                OpaqueSubject.newViewer(),
                RandomId.next(),
                LAST_SECOND,
                LAST_SECOND,
                LAST_POSITION,
                RandomId.next(),
                tenant,
                paths,
                downloadAllowed,
                origins,
                true);
        int kid = keys.held().stream()
                .map(SigningKey::kid)
                .mapToInt(String::length)
                .reduce(KID_LENGTH, Math::max);
        return Es256.length(MediaClaims.TYPE, "k".repeat(kid), claims.toJson());
    }
}
