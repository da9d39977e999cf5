package dev.edgepass.thumbnails.decode;

import java.util.Arrays;
import java.util.Locale;

/** Why an object has no thumbnail. */
public enum Reason {
    /** No format that is decoded here, whatever its name or type says. */
    UNSUPPORTED,
    /** The program that could decode it isn't installed. */
    NO_TOOL,
    TOO_MANY_BYTES,
    /** By the header: nothing was decoded. */
    TOO_MANY_PIXELS,
    MALFORMED,
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    /** The process that decoded it ended by itself. */
    CRASHED,
    /** Its thumbnail's key would be too long. */
    LONG_KEY;

    /** As it is written in files, metrics and lines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static boolean isWord(String text) {
        return Arrays.stream(values()).anyMatch(reason -> reason.word().equals(text));
    }

    public static Reason ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
