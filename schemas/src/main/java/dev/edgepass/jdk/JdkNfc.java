package dev.edgepass.jdk;

import dev.edgepass.token.Nfc;
import java.text.Normalizer;

/** {@link Nfc} by the JDK's tables. */
public enum JdkNfc implements Nfc {
    INSTANCE;

    @Override
    public boolean isNormalized(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }
}
