package dev.edgepass.local.backup;

import java.util.regex.Pattern;

/** Names in a backup's zip. */
final class Entries {
    static final String MANIFEST = "manifest.json";
    static final String ENV = "env";
    static final String CLOUD = "cloud.json";
    static final String KEYS = "keys/";
    static final String LOGS = "logs/";

    /** Bytes of an entry that isn't a log. */
    static final int LARGEST = 1 << 20;

    /** Files below {@code keys/}. */
    static final int MOST_KEYS = 1_000;

    /** A file, or one in a folder of a service: no part of the path begins with a dot. */
    private static final Pattern KEY =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,2}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private Entries() {}

    /** Whether a file below {@code keys/} may have that name; by it, none is outside that folder. */
    static boolean isKey(String relative) {
        return KEY.matcher(relative).matches();
    }
}
