package dev.edgepass.issuer.media;

import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /uploads/complete}.
 *
 * @param keys 1 to {@link UploadRequest#MAX_UPLOADS}
 */
record UploadsDoneRequest(@Nullable List<@Nullable String> keys) {
    /**
     * Each key once.
     *
     * @throws ProblemException {@code invalid-request}, naming the offending member
     */
    List<ObjectKey> parse() {
        if (keys == null || keys.isEmpty() || keys.size() > UploadRequest.MAX_UPLOADS) {
            throw ProblemType.invalid("keys", "expected: 1 to " + UploadRequest.MAX_UPLOADS + " keys");
        }
        Set<ObjectKey> parsed = new LinkedHashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            parsed.add(RequestedPath.key("keys[" + i + "]", keys.get(i)));
        }
        return new ArrayList<>(parsed);
    }
}
