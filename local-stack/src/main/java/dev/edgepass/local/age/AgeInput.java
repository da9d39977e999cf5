package dev.edgepass.local.age;

import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;

/** Decrypts a file. Only one that was read up to its end is known to be whole. Throws {@link AgeFailure} where it isn't. Not thread-safe. */
public final class AgeInput extends InputStream {
    private static final String DAMAGED = "is damaged, or cut off.";

    private final ReadableByteChannel opening;
    private boolean damaged;

    /**
     * Reads the header from {@code in}, which {@link #close} closes. Takes 256 MiB of memory for a moment.
     *
     * @param passphrase in UTF-8
     */
    public AgeInput(InputStream in, byte[] passphrase) throws IOException {
        try {
            opening = new StandardDecryptingChannelFactory()
                    .newDecryptingChannel(
                            Channels.newChannel(in), List.of(new ScryptStanza(passphrase, ScryptStanza.LOG_N)));
        } catch (ScryptStanza.AgeRefusal e) {
            throw new AgeFailure(Objects.requireNonNull(e.getMessage()));
        } catch (PayloadException e) {
            throw new AgeFailure(DAMAGED);
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            // The second is what the library throws where the header is cut off.
            throw new AgeFailure("isn't an age file with a passphrase, or is damaged in its header.");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        if (damaged) {
            throw new AgeFailure(DAMAGED);
        }
        try {
            // The library says that the end is reached, too, when it gives the last bytes.
            ByteBuffer plain = ByteBuffer.wrap(bytes, from, count);
            int read = opening.read(plain);
            return plain.position() > from ? plain.position() - from : read;
        } catch (PayloadException e) {
            damaged = true;
            throw new AgeFailure(DAMAGED);
        }
    }

    @Override
    public void close() throws IOException {
        opening.close();
    }
}
