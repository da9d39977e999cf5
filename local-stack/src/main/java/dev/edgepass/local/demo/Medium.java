package dev.edgepass.local.demo;

import dev.edgepass.token.ObjectKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A file of the demo and the key under which the bucket has it. */
record Medium(ObjectKey key, Path file) {
    private static final List<String> IMAGES = List.of(".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif");

    boolean isImage() {
        String name = key.value().toLowerCase(Locale.ROOT);
        return IMAGES.stream().anyMatch(name::endsWith);
    }

    /** Bytes. */
    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At most {@code length} bytes from {@code offset} on. */
    byte[] bytes(long offset, int length) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(length, open.length() - offset)];
            open.seek(offset);
            open.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
