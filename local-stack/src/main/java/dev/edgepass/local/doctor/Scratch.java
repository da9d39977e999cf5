package dev.edgepass.local.doctor;

import java.util.UUID;

/** Names of what a doctor writes to see whether it can, and deletes at once. */
final class Scratch {
    private static final String PREFIX = ".edgepass-doctor/";

    private Scratch() {}

    static String key() {
        return PREFIX + UUID.randomUUID();
    }
}
