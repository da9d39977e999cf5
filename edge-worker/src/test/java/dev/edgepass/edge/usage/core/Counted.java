package dev.edgepass.edge.usage.core;

import dev.edgepass.encoding.Utf8;
import dev.edgepass.token.MediaClaims;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of counting have in common: tokens, viewers, and counts of an isolate. */
final class Counted {
    private static final JsonMapper JSON = new JsonMapper();

    static final String OBJECT = "gallery/a.jpg";
    static final long POSITION = 40;
    static final Viewer NOWHERE = viewer(null, null);

    private Counted() {}

    static UsageCounts counts() {
        return counts(new Networks());
    }

    static UsageCounts counts(Networks networks) {
        return new UsageCounts("isolate-1", Utf8.encode("0123456789abcdef"), networks);
    }

    static MediaClaims token(String jti) {
        return token(jti, false);
    }

    static MediaClaims token(String jti, boolean uncounted) {
        return new MediaClaims(
                "edgepass",
                "edgepass-edge",
                "viewer-" + jti,
                jti,
                0,
                1,
                7,
                "link-1",
                null,
                List.of(),
                false,
                List.of(),
                uncounted);
    }

    static Viewer viewer(@Nullable String address, @Nullable String country) {
        return new Viewer() {
            @Override
            public @Nullable String address() {
                return address;
            }

            @Override
            public @Nullable String country() {
                return country;
            }

            @Override
            public @Nullable String operator() {
                return address == null ? null : "64496";
            }
        };
    }

    static JsonNode json(Report report) {
        return JSON.readTree(report.body());
    }

    /** What a report says of its tokens, one after the other. */
    static JsonNode tokens(Report report) {
        return json(report).get("tokens");
    }

    static List<Long> longs(JsonNode array) {
        List<Long> longs = new ArrayList<>();
        array.forEach(each -> longs.add(each.asLong()));
        return longs;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString()));
        return texts;
    }
}
