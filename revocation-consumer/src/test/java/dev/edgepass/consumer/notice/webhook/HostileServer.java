package dev.edgepass.consumer.notice.webhook;

import dev.edgepass.local.testing.TestCertificates;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** An HTTP server of the test, with TLS or without, that answers as it is told, byte by byte if need be. Certificate for 127.0.0.1, of an authority of its own. */
public final class HostileServer implements AutoCloseable {
    private final ServerSocket server;
    private final Path authority;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Answer answer = status(204);

    /** A request that was read to its end. */
    public record Request(String line, Map<String, String> headers, byte[] body) {}

    /** Writes an answer; the connection is closed after it. */
    @FunctionalInterface
    public interface Answer {
        void write(OutputStream out) throws Exception;
    }

    private HostileServer(ServerSocket server, Path authority) {
        this.server = server;
        this.authority = authority;
        Thread thread = new Thread(this::accept, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** With TLS. */
    public static HostileServer https(Path folder) {
        TestCertificates certificates = new TestCertificates(folder, "ca");
        TestCertificates.PemFiles pem = certificates.issue("server");
        PemSslStoreDetails key =
                PemSslStoreDetails.forCertificate("file:" + pem.certificate()).withPrivateKey("file:" + pem.key());
        SSLContext context = SslBundle.of(new PemSslStoreBundle(key, null)).createSslContext();
        try {
            return new HostileServer(
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                    certificates.authority());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without. */
    public static HostileServer http(Path folder) throws IOException {
        return new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), folder);
    }

    public static Answer status(int status, String... headers) {
        return out ->
                out.write(("HTTP/1.1 " + status + " word\r\nContent-Length: 0\r\n" + String.join("", headers) + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    public void answer(Answer next) {
        answer = next;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The file with the certificate that is to be trusted. */
    public Path authority() {
        return authority;
    }

    /** That trusts this server's authority. */
    public SSLContext trust() {
        return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate("file:" + authority)))
                .createSslContext();
    }

    public List<Request> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "hostile-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            requests.add(read(new BufferedInputStream(socket.getInputStream())));
            OutputStream out = socket.getOutputStream();
            answer.write(out);
            out.flush();
        } catch (Exception e) {
            // The client has hung up, or refuses our certificate.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(line, headers, body);
    }

    private static String line(InputStream in) throws IOException {
        List<Byte> bytes = new ArrayList<>();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client has hung up");
            }
            if (next != '\r') {
                bytes.add((byte) next);
            }
        }
        byte[] line = new byte[bytes.size()];
        for (int i = 0; i < line.length; i++) {
            line[i] = bytes.get(i);
        }
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
