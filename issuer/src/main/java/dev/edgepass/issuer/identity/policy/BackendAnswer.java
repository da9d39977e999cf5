package dev.edgepass.issuer.identity.policy;

import dev.edgepass.issuer.identity.VisiblePaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code {"allowed": [scopes]}}, read without trust in who wrote it. */
final class BackendAnswer {
    /** Bytes of an answer. */
    static final int MAX_BYTES = 256 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BackendAnswer() {}

    /**
     * @throws IOException where it is anything else
     */
    static VisiblePaths parse(byte[] body) throws IOException {
        if (body.length > MAX_BYTES) {
            throw new IOException("over " + MAX_BYTES + " bytes");
        }
        JsonNode allowed = tree(body).path("allowed");
        if (!allowed.isArray()) {
            throw new IOException("no list 'allowed'");
        }
        List<String> paths = new ArrayList<>();
        for (JsonNode path : allowed) {
            if (!path.isString()) {
                throw new IOException("'allowed' holds something else than strings");
            }
            paths.add(path.stringValue());
        }
        return VisiblePaths.of(paths);
    }

    private static JsonNode tree(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            // Without its text, which quotes the body.
            throw new IOException("not JSON");
        }
    }
}
