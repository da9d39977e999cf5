package dev.edgepass.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request as bytes, so that no client library corrects a hostile path before it is sent. */
final class RawHttp {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final int TIMEOUT_MILLIS = 30_000;

    /** An answer: its status, and all of its bytes as Latin-1. */
    record Answer(int status, String text) {}

    private RawHttp() {}

    static Answer get(URI server, String path, Map<String, String> headers) {
        StringBuilder request = new StringBuilder(
                "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            String text = read(socket.getInputStream());
            return new Answer(Integer.parseInt(text.substring(9, 12)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads to the end of the message, as workerd keeps the connection whatever it is asked for. */
    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "";
        while (!isWhole(text)) {
            byte[] part = new byte[16 << 10];
            int count = in.read(part);
            if (count < 0) {
                break;
            }
            bytes.write(part, 0, count);
            text = bytes.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    private static boolean isWhole(String text) {
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            return false;
        }
        Matcher length = CONTENT_LENGTH.matcher(text.substring(0, body));
        return length.find()
                ? text.length() >= body + Integer.parseInt(length.group(1))
                : text.endsWith("\r\n0\r\n\r\n");
    }
}
