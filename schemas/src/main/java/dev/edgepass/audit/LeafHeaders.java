package dev.edgepass.audit;

import dev.edgepass.audit.ArchivedRecord.Header;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record as a JSON object: a string for a value that is UTF-8, {@code {"base64":".."}} for one that isn't, {@code null} for none, and a list of these for a
 * name that is there more than once, in the place of the first.
 */
final class LeafHeaders {
    private LeafHeaders() {}

    static byte[] write(List<Header> headers) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Header header : headers) {
            values.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(value(header.value()));
        }
        return Utf8.encode(values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ':' + one(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String one(List<String> values) {
        return values.size() == 1 ? values.get(0) : '[' + String.join(",", values) + ']';
    }

    private static String value(byte @Nullable [] value) {
        if (value == null) {
            return "null";
        }
        try {
            return quoted(Utf8.decode(value));
        } catch (MalformedException e) {
            return "{\"base64\":\"" + Base64.getEncoder().encodeToString(value) + "\"}";
        }
    }

    /** A JSON string, with the fewest escapes that it may have. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /**
     * @throws MalformedException where {@link #write} doesn't write these bytes
     */
    static List<Header> read(byte[] json) {
        List<Header> headers = new HeaderScanner(Utf8.decode(json)).headers();
        if (!Arrays.equals(write(headers), json)) {
            throw new MalformedException("leaf: its headers aren't written as this format has it");
        }
        return headers;
    }
}
