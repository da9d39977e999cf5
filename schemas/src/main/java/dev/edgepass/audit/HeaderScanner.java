package dev.edgepass.audit;

import dev.edgepass.audit.ArchivedRecord.Header;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the headers that {@link LeafHeaders} writes. It may take another spelling, too. */
final class HeaderScanner {
    private final String text;
    private int at;

    HeaderScanner(String text) {
        this.text = text;
    }

    /** The UTF-8 of the text that a JSON string spells. */
    static byte[] unquoted(byte[] json) {
        HeaderScanner scanner = new HeaderScanner(Utf8.decode(json));
        byte[] text = Utf8.encode(scanner.string());
        scanner.requireEnd();
        return text;
    }

    List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        take("{");
        while (!isNext("}")) {
            String name = string();
            take(":");
            if (isNext("[")) {
                do {
                    at++;
                    headers.add(new Header(name, value()));
                } while (isNext(","));
                take("]");
            } else {
                headers.add(new Header(name, value()));
            }
            if (!isNext(",")) {
                break;
            }
            at++;
        }
        take("}");
        requireEnd();
        return headers;
    }

    private void requireEnd() {
        if (at != text.length()) {
            throw malformed();
        }
    }

    private byte @Nullable [] value() {
        if (isNext("null")) {
            at += "null".length();
            return null;
        }
        if (isNext("{")) {
            take("{\"base64\":");
            String base64 = string();
            take("}");
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw malformed();
            }
        }
        return Utf8.encode(string());
    }

    private String string() {
        take("\"");
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw malformed();
    }

    private char escaped() {
        if (isNext("u00") && at + 5 <= text.length()) {
            int high = Character.digit(text.charAt(at + 3), 16);
            int low = Character.digit(text.charAt(at + 4), 16);
            at += 5;
            if (high >= 0 && low >= 0) {
                return (char) (high << 4 | low);
            }
        } else if (isNext("\"") || isNext("\\")) {
            return text.charAt(at++);
        }
        throw malformed();
    }

    private boolean isNext(String word) {
        return text.startsWith(word, at);
    }

    private void take(String word) {
        if (!isNext(word)) {
            throw malformed();
        }
        at += word.length();
    }

    private static MalformedException malformed() {
        return new MalformedException("leaf: malformed headers");
    }
}
