package dev.edgepass.token;

/** Unicode normalisation form C, which the platform knows: {@code java.text.Normalizer} on the JVM, {@code String.prototype.normalize} on workerd. */
@FunctionalInterface
public interface Nfc {
    boolean isNormalized(String text);
}
