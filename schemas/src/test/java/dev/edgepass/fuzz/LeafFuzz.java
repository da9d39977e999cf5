package dev.edgepass.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.Leaf;
import dev.edgepass.audit.LeafReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.tlog.MemoryLog;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * A record of any bytes as its value is read from its leaf as it was; its value stands in the line exactly where Jackson takes it as JSON, in UTF-8 and one line. Any bytes as
 * a line are a leaf of one spelling, or none.
 */
public final class LeafFuzz {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    /** Deeper values are blobs. */
    private static final int DEEPEST = 64;

    private LeafFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        ArchivedRecord message = new ArchivedRecord(7, 7, List.of(), input, input);
        Leaf leaf = Leaf.of(message);
        MemoryLog blobs = new MemoryLog();
        leaf.blobs().forEach(blob -> blobs.files().put(blob.path(), blob.bytes()));

        assertThat(leaf.line()).doesNotContain('\n', '\r');
        assertThat(read(leaf.line(), blobs)).isEqualTo(message);
        boolean isInLine = new String(leaf.line(), ISO_8859_1).contains(",\"value\":");
        assertThat(isInLine).isEqualTo(isJson(input));
        try {
            assertThat(Leaf.of(read(input, new MemoryLog())).line()).isEqualTo(input);
        } catch (MalformedException e) {
            return;
        }
    }

    private static ArchivedRecord read(byte[] line, MemoryLog blobs) throws IOException {
        LeafReader reader = new LeafReader();
        reader.read(line, 0, line.length);
        return reader.message(blobs);
    }

    private static boolean isJson(byte[] input) {
        try (JsonParser json = JACKSON.createParser(ObjectReadContext.empty(), input)) {
            if (Utf8.decode(input).matches("(?s).*[\n\r].*") || json.nextToken() == null) {
                return false;
            }
            boolean isNull = json.currentToken() == JsonToken.VALUE_NULL;
            int depth = 0;
            int deepest = 0;
            do {
                depth += json.currentToken().isStructStart()
                        ? 1
                        : json.currentToken().isStructEnd() ? -1 : 0;
                deepest = Math.max(deepest, depth);
                // Decoded here, and not before.
                json.getString();
                if (depth == 0) {
                    return json.nextToken() == null && !isNull && deepest <= DEEPEST;
                }
            } while (json.nextToken() != null);
            return false;
        } catch (JacksonException | MalformedException e) {
            return false;
        }
    }
}
