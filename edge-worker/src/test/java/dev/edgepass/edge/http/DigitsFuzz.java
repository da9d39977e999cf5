package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Digits are a number exactly where a regular expression says so, and the number that the JDK reads, up to the bound. */
public final class DigitsFuzz {
    private DigitsFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);

        assertThat(Digits.parse(text)).isEqualTo(text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1);
        BigInteger most = BigInteger.valueOf(Digits.TOO_MANY);
        assertThat(Digits.parseAny(text))
                .isEqualTo(
                        text.matches("[0-9]+") ? new BigInteger(text).min(most).longValue() : -1);
    }
}
