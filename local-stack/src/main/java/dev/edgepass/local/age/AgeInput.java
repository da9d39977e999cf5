package dev.edgepass.local.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Objects;
import javax.crypto.AEADBadTagException;

/** Decrypts a file. Only one that was read up to its end is known to be whole. Throws {@link AgeFailure} where it isn't. Not thread-safe. */
public final class AgeInput extends InputStream {
    private static final String DAMAGED = "is damaged, or cut off.";

    private final PushbackInputStream in;
    private final Chunks chunks;
    private final byte[] sealed = new byte[Chunks.SEALED_BYTES];
    private byte[] plain = new byte[0];
    private int at;
    private boolean first = true;
    private boolean ended;
    private boolean damaged;

    /**
     * Reads the header from {@code in}, which {@link #close} closes. Takes 256 MiB of memory for a moment.
     *
     * @param passphrase in UTF-8
     */
    public AgeInput(InputStream in, byte[] passphrase) throws IOException {
        this.in = new PushbackInputStream(in);
        byte[] fileKey = AgeHeader.read(this.in).open(passphrase);
        byte[] nonce = this.in.readNBytes(Chunks.NONCE_BYTES);
        if (nonce.length < Chunks.NONCE_BYTES) {
            throw new AgeFailure(DAMAGED);
        }
        this.chunks = new Chunks(fileKey, nonce);
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : plain[at++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int taken = Math.min(count, plain.length - at);
        System.arraycopy(plain, at, bytes, from, taken);
        at += taken;
        return taken;
    }

    private boolean isAtEnd() throws IOException {
        while (at == plain.length && !ended) {
            nextChunk();
        }
        return at == plain.length;
    }

    private void nextChunk() throws IOException {
        if (damaged) {
            throw new AgeFailure(DAMAGED);
        }
        damaged = true;
        int length = in.readNBytes(sealed, 0, sealed.length);
        int after = length == sealed.length ? in.read() : -1;
        boolean last = after < 0;
        if (!last) {
            in.unread(after);
        }
        // An empty chunk is the whole of an empty file.
        if (length < Aead.TAG_BYTES || length == Aead.TAG_BYTES && !first) {
            throw new AgeFailure(DAMAGED);
        }
        try {
            plain = chunks.open(sealed, length, last);
        } catch (AEADBadTagException e) {
            throw new AgeFailure(DAMAGED);
        }
        at = 0;
        first = false;
        ended = last;
        damaged = false;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
