package dev.edgepass.issuer.brand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The operator's logo.
 *
 * @param extension by what is in the file, not by its name
 */
record Logo(String extension, byte[] content) {
    private static final int LARGEST = 200_000;

    /** @throws IllegalArgumentException for a file that can't be read, is too large or is no picture */
    static Logo read(Path file) {
        byte[] content;
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw invalid(file, size + " bytes (expected: at most " + LARGEST + ")");
            }
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "edgepass.brand.logo-file: " + file + " can't be read (expected: a picture)", e);
        }
        String extension = extension(content);
        if (extension == null) {
            throw invalid(file, "no picture that pages show (expected: PNG, JPEG, WebP or SVG)");
        }
        return new Logo(extension, content);
    }

    private static @Nullable String extension(byte[] content) {
        String begin = new String(content, 0, Math.min(content.length, 1_000), StandardCharsets.ISO_8859_1);
        if (begin.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "png";
        }
        if (begin.startsWith("\u00ff\u00d8\u00ff")) {
            return "jpg";
        }
        if (begin.startsWith("RIFF") && begin.startsWith("WEBP", 8)) {
            return "webp";
        }
        return begin.stripLeading().startsWith("<") && begin.contains("<svg") ? "svg" : null;
    }

    private static IllegalArgumentException invalid(Path file, String why) {
        return new IllegalArgumentException("edgepass.brand.logo-file: " + file + ": " + why);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Logo logo && extension.equals(logo.extension) && Arrays.equals(content, logo.content);
    }

    @Override
    public int hashCode() {
        return 31 * extension.hashCode() + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return extension + ", " + content.length + " bytes";
    }
}
