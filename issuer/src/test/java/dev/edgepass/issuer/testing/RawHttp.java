package dev.edgepass.issuer.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that no HTTP client would send. */
public final class RawHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE = 60_000;

    /** @param head status line and headers, as they came */
    public record Answer(int status, String head, String body) {
        /** The end of a problem's type. */
        public String problem() {
            JsonNode problem = JSON.readTree(body);
            return problem.required("type").stringValue().replace("urn:edgepass:problem:", "");
        }
    }

    private RawHttp() {}

    /** Sends the lines and an empty one, and reads until the server closes. */
    public static Answer send(URI server, String... lines) {
        try (Socket socket = connect(server)) {
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError("no answer: " + answer);
            }
            return new Answer(
                    Integer.parseInt(answer.split(" ")[1]), answer.substring(0, end), answer.substring(end + 4));
        } catch (IOException e) {
            throw new AssertionError(lines[0] + " had no answer", e);
        }
    }

    /** A connection whose reads end after a minute. */
    public static Socket connect(URI server) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }
}
