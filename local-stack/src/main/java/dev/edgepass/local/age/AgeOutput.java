package dev.edgepass.local.age;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Objects;

/** Encrypts what is written to it. Only a file whose stream was closed is whole. Not thread-safe. */
public final class AgeOutput extends OutputStream {
    private final OutputStream out;
    private final Chunks chunks;
    private final byte[] plain = new byte[Chunks.PLAIN_BYTES];
    private int length;
    private boolean closed;

    /**
     * Writes the header to {@code out}, which {@link #close} closes. Takes 256 MiB of memory for a moment.
     *
     * @param passphrase in UTF-8
     */
    public AgeOutput(OutputStream out, byte[] passphrase) throws IOException {
        this(out, passphrase, AgeHeader.LOG_N);
    }

    /**
     * As above.
     *
     * @param logN scrypt's cost and memory, 2^logN KiB: 1 to 18. Only a passphrase that can't be guessed bears less than 18
     */
    public AgeOutput(OutputStream out, byte[] passphrase, int logN) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] fileKey = new byte[AgeHeader.FILE_KEY_BYTES];
        random.nextBytes(fileKey);
        byte[] nonce = new byte[Chunks.NONCE_BYTES];
        random.nextBytes(nonce);
        this.out = out;
        this.chunks = new Chunks(fileKey, nonce);
        out.write(AgeHeader.seal(fileKey, passphrase, logN, random).toBytes());
        out.write(nonce);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        for (int done = 0; done < count; ) {
            // A full chunk waits for more: it may be the last, which isn't to be empty.
            if (length == plain.length) {
                flushChunk(false);
            }
            int more = Math.min(count - done, plain.length - length);
            System.arraycopy(bytes, from + done, plain, length, more);
            length += more;
            done += more;
        }
    }

    private void flushChunk(boolean last) throws IOException {
        out.write(chunks.seal(plain, length, last));
        length = 0;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                flushChunk(true);
            }
        }
    }
}
