package dev.edgepass.fuzz;

import dev.edgepass.encoding.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the fuzzer gets past base64url, which no mutation of characters does: three lines of input, header, payload and signature, become a compact JWS. An input
 * that isn't three lines stands for itself.
 */
final class JwsFuzz {
    private JwsFuzz() {}

    static String compact(byte[] input) {
        int first = newline(input, 0);
        int second = newline(input, first + 1);
        if (first < 0 || second < 0) {
            return new String(input, StandardCharsets.ISO_8859_1);
        }
        return Base64Url.encode(Arrays.copyOf(input, first))
                + "." + Base64Url.encode(Arrays.copyOfRange(input, first + 1, second))
                + "." + Base64Url.encode(Arrays.copyOfRange(input, second + 1, input.length));
    }

    private static int newline(byte[] input, int from) {
        for (int i = from; i < input.length; i++) {
            if (input[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
