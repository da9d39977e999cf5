package dev.edgepass.local.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.crypto.EncryptedFileKey;
import com.exceptionfactory.jagged.framework.crypto.FileKeyDecryptorFactory;
import com.exceptionfactory.jagged.framework.crypto.FileKeyEncryptorFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The part of an age header that a passphrase opens: the file's key, sealed under a key that scrypt (RFC 7914) makes of the passphrase. The library has the rest of the
 * format; its module for this isn't published.
 *
 * @param passphrase in UTF-8
 * @param logN scrypt's cost for a new file: it takes 2^logN KiB of memory
 */
record ScryptStanza(byte[] passphrase, int logN) implements RecipientStanzaReader, RecipientStanzaWriter {
    /** What age itself takes: 256 MiB. */
    static final int LOG_N = 18;

    private static final String TYPE = "scrypt";
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int BLOCK_SIZE = 8;
    private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern SALT = Pattern.compile("[A-Za-z0-9+/]{22}");
    private static final Pattern COST = Pattern.compile("[1-9][0-9]?");

    /** As the library takes it. */
    private record Stanza(List<String> arguments, byte[] body) implements RecipientStanza {
        @Override
        public String getType() {
            return TYPE;
        }

        @Override
        public List<String> getArguments() {
            return arguments;
        }

        @Override
        public byte[] getBody() {
            return body.clone();
        }
    }

    @Override
    public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey) throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        byte[] sealed = new FileKeyEncryptorFactory()
                .newFileKeyEncryptor()
                .getEncryptedFileKey(fileKey, wrappingKey(salt, logN))
                .getEncoded();
        List<String> arguments =
                List.of(Base64.getEncoder().withoutPadding().encodeToString(salt), Integer.toString(logN));
        return List.of(new Stanza(arguments, sealed));
    }

    /**
     * @throws AgeRefusal where the header has another way in, asks for too much memory, or the passphrase is another one
     */
    @Override
    public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
        Iterator<RecipientStanza> all = stanzas.iterator();
        RecipientStanza stanza = all.hasNext() ? all.next() : null;
        if (stanza == null
                || all.hasNext()
                || !stanza.getType().equals(TYPE)
                || stanza.getArguments().size() != 2
                || !SALT.matcher(stanza.getArguments().get(0)).matches()
                || !COST.matcher(stanza.getArguments().get(1)).matches()) {
            throw new AgeRefusal("isn't an age file with a passphrase.");
        }
        int cost = Integer.parseInt(stanza.getArguments().get(1));
        if (cost > LOG_N) {
            throw new AgeRefusal("asks for scrypt with 2^" + cost + " KiB of memory (expected: at most 2^" + LOG_N
                    + "): open it with the tool age.");
        }
        byte[] salt = Base64.getDecoder().decode(stanza.getArguments().get(0));
        if (!Base64.getEncoder()
                .withoutPadding()
                .encodeToString(salt)
                .equals(stanza.getArguments().get(0))) {
            throw new AgeRefusal("isn't an age file: its Base64 isn't canonical.");
        }
        try {
            return new FileKeyDecryptorFactory()
                    .newFileKeyDecryptor()
                    .getFileKey(new EncryptedFileKey(stanza.getBody()), wrappingKey(salt, cost));
        } catch (AEADBadTagException e) {
            throw new AgeRefusal(
                    "can't be opened: the passphrase is another one, or the file's first lines are damaged.");
        }
    }

    private CipherKey wrappingKey(byte[] salt, int cost) {
        byte[] labelled = new byte[LABEL.length + salt.length];
        System.arraycopy(LABEL, 0, labelled, 0, LABEL.length);
        System.arraycopy(salt, 0, labelled, LABEL.length, salt.length);
        return new CipherKey(SCrypt.generate(passphrase, labelled, 1 << cost, BLOCK_SIZE, 1, KEY_BYTES));
    }

    /** Why a header isn't opened. */
    static final class AgeRefusal extends GeneralSecurityException {
        AgeRefusal(String message) {
            super(message);
        }
    }
}
