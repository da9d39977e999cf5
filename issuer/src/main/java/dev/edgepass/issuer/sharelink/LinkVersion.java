package dev.edgepass.issuer.sharelink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The terms and state of a share link that a client has seen, as an entity tag (RFC 9110 section 8.8.3).
 *
 * @param position of the link's last change
 */
record LinkVersion(long position) {
    String toETag() {
        return "\"" + position + "\"";
    }

    /**
     * Whether a request with this header may be carried out on this version (RFC 9110 section 13.1.1).
     *
     * @param ifMatch null is no condition; a weak tag never matches
     */
    boolean meets(@Nullable String ifMatch) {
        return ifMatch == null
                || ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(toETag()::equals);
    }
}
