package dev.edgepass.local.age;

import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;

/** Encrypts what is written to it. Only a file whose stream was closed is whole. Not thread-safe. */
public final class AgeOutput extends OutputStream {
    private final WritableByteChannel sealing;

    /**
     * Writes the header to {@code out}, which {@link #close} closes. Takes 256 MiB of memory for a moment.
     *
     * @param passphrase in UTF-8
     */
    public AgeOutput(OutputStream out, byte[] passphrase) throws IOException {
        this(out, passphrase, ScryptStanza.LOG_N);
    }

    /**
     * As above.
     *
     * @param logN scrypt's cost and memory, 2^logN KiB: 1 to 18. Only a passphrase that can't be guessed bears less than 18
     */
    public AgeOutput(OutputStream out, byte[] passphrase, int logN) throws IOException {
        try {
            sealing = new StandardEncryptingChannelFactory()
                    .newEncryptingChannel(Channels.newChannel(out), List.of(new ScryptStanza(passphrase, logN)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM can't encrypt as age does", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        ByteBuffer plain = ByteBuffer.wrap(bytes, from, count);
        while (plain.hasRemaining()) {
            sealing.write(plain);
        }
    }

    @Override
    public void close() throws IOException {
        sealing.close();
    }
}
