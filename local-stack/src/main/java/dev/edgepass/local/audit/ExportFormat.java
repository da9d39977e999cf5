package dev.edgepass.local.audit;

import dev.edgepass.audit.CsvCell;
import dev.edgepass.encoding.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How exported events are written. */
public enum ExportFormat {
    /** The log's own lines, to the byte. */
    NDJSON("ndjson") {
        @Override
        byte[] begin() {
            return new byte[0];
        }

        @Override
        byte[] line(byte[] leaf) {
            byte[] line = Arrays.copyOf(leaf, leaf.length + 1);
            line[leaf.length] = '\n';
            return line;
        }
    },
    /** For people, see {@link CsvCell}. */
    CSV("csv") {
        @Override
        byte[] begin() {
            return Utf8.encode("offset,time,type,id,key,value\r\n");
        }

        @Override
        byte[] line(byte[] leaf) {
            JsonNode line = JSON.readTree(leaf);
            JsonNode headers = line.path("headers");
            return Utf8.encode(List.of(
                                    line.path("offset"),
                                    line.path("time"),
                                    headers.path("ce_type"),
                                    headers.path("ce_id"),
                                    line.path("key"),
                                    line.has("value") ? line.path("value") : line.path("valueSha256"))
                            .stream()
                            .map(ExportFormat::cell)
                            .collect(Collectors.joining(","))
                    + "\r\n");
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String suffix;

    ExportFormat(String suffix) {
        this.suffix = suffix;
    }

    /** Of files, before that of the compression. */
    String suffix() {
        return suffix;
    }

    /** What a file begins with. */
    abstract byte[] begin();

    /** An event's line, with its end. */
    abstract byte[] line(byte[] leaf);

    private static String cell(JsonNode value) {
        String text = value.isMissingNode() || value.isNull()
                ? ""
                : value.isString() ? value.stringValue() : value.toString();
        return CsvCell.of(text);
    }
}
