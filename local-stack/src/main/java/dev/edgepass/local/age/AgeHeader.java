package dev.edgepass.local.age;

import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The header of a file under a passphrase: the file's key under a key that scrypt (RFC 7914) makes of the passphrase, and a MAC.
 *
 * @param logN scrypt's cost: it takes 2^logN KiB of memory
 * @param body the file's key, sealed
 */
record AgeHeader(byte[] salt, int logN, byte[] body, byte[] mac) {
    /** What age itself takes: 256 MiB. */
    static final int LOG_N = 18;

    static final int FILE_KEY_BYTES = 16;
    private static final int SALT_BYTES = 16;
    private static final int BLOCK_SIZE = 8;
    private static final String VERSION = "age-encryption.org/v1";
    private static final byte[] SALT_LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern STANZA = Pattern.compile("-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)");
    private static final Pattern BODY = Pattern.compile("[A-Za-z0-9+/]{43}");
    private static final Pattern MAC = Pattern.compile("--- ([A-Za-z0-9+/]{43})");
    private static final int LONGEST_LINE = 100;
    private static final byte[] ZERO_NONCE = new byte[Aead.NONCE_BYTES];

    static AgeHeader seal(byte[] fileKey, byte[] passphrase, int logN, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] body = Aead.seal(wrappingKey(passphrase, salt, logN), ZERO_NONCE, fileKey, fileKey.length);
        return new AgeHeader(salt, logN, body, mac(fileKey, unsigned(salt, logN, body)));
    }

    /**
     * Reads a header, not a byte more.
     *
     * @throws AgeFailure where it isn't one, or asks for too much memory
     */
    static AgeHeader read(InputStream in) throws IOException {
        if (!line(in).equals(VERSION)) {
            throw new AgeFailure("isn't a backup: it doesn't begin as an age file does.");
        }
        Matcher stanza = matching(STANZA, in);
        Matcher body = matching(BODY, in);
        Matcher mac = matching(MAC, in);
        int logN = Integer.parseInt(stanza.group(2));
        if (logN > LOG_N) {
            throw new AgeFailure("asks for scrypt with 2^" + logN + " KiB of memory (expected: at most 2^" + LOG_N
                    + "): open it with the tool age.");
        }
        return new AgeHeader(base64(stanza.group(1)), logN, base64(body.group()), base64(mac.group(1)));
    }

    /**
     * The file's key.
     *
     * @throws AgeFailure where {@code passphrase} isn't the one
     */
    byte[] open(byte[] passphrase) throws AgeFailure {
        try {
            byte[] fileKey = Aead.open(wrappingKey(passphrase, salt, logN), ZERO_NONCE, body, body.length);
            if (!MessageDigest.isEqual(mac, mac(fileKey, unsigned(salt, logN, body)))) {
                throw new AgeFailure("is damaged in its header.");
            }
            return fileKey;
        } catch (AEADBadTagException e) {
            throw new AgeFailure(
                    "can't be opened: the passphrase is another one, or the file's first lines are damaged.");
        }
    }

    byte[] toBytes() {
        return (unsigned(salt, logN, body) + " " + base64(mac) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] wrappingKey(byte[] passphrase, byte[] salt, int logN) {
        byte[] labelled = new byte[SALT_LABEL.length + salt.length];
        System.arraycopy(SALT_LABEL, 0, labelled, 0, SALT_LABEL.length);
        System.arraycopy(salt, 0, labelled, SALT_LABEL.length, salt.length);
        return SCrypt.generate(passphrase, labelled, 1 << logN, BLOCK_SIZE, 1, 32);
    }

    private static String unsigned(byte[] salt, int logN, byte[] body) {
        return VERSION + "\n-> scrypt " + base64(salt) + " " + logN + "\n" + base64(body) + "\n---";
    }

    private static byte[] mac(byte[] fileKey, String header) {
        return Sha256.hmac(Hkdf.key(fileKey, new byte[0], "header"), header.getBytes(StandardCharsets.US_ASCII));
    }

    private static Matcher matching(Pattern pattern, InputStream in) throws IOException {
        Matcher matcher = pattern.matcher(line(in));
        if (!matcher.matches()) {
            throw new AgeFailure("isn't an age file with a passphrase.");
        }
        return matcher;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.length() == LONGEST_LINE) {
                throw new AgeFailure("isn't an age file with a passphrase, or is cut off.");
            }
            line.append((char) read);
        }
        return line.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] base64(String text) throws AgeFailure {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!base64(bytes).equals(text)) {
            throw new AgeFailure("isn't an age file: its Base64 isn't canonical.");
        }
        return bytes;
    }
}
