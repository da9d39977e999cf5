package dev.edgepass.local.edge;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Credentials of the local R2 and KV, new at every start. */
record Secrets(String accessKeyId, String secretAccessKey, String apiToken) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secrets random() {
        return new Secrets(hex(16), hex(32), hex(32));
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return "Secrets[hidden]";
    }
}
