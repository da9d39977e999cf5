package dev.edgepass.local.doctor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks a Redis (RESP2: inline commands, and bulk strings and arrays as answers). */
final class RedisProbe {
    private static final int LIMIT_MS = 3000;
    private static final int LONGEST = 1 << 20;

    private RedisProbe() {}

    /**
     * @param address {@code host:port}
     * @throws NotSeen where it doesn't answer
     */
    static RedisFacts of(String address) {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String info = ask(socket, in, "INFO").orElseThrow(() -> new IOException("no answer to INFO"));
            return new RedisFacts(address, members(info), ask(socket, in, "CONFIG GET maxmemory-policy"));
        } catch (IOException e) {
            throw new NotSeen(
                    "Redis at " + address + " doesn't answer (" + e.getClass().getSimpleName() + ").", e);
        }
    }

    private static Map<String, String> members(String info) {
        Map<String, String> members = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                members.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return members;
    }

    /** The last bulk string of the answer; empty where it is an error, or has none. */
    private static Optional<String> ask(Socket socket, InputStream in, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return answer(in);
    }

    private static Optional<String> answer(InputStream in) throws IOException {
        String line = line(in);
        switch (line.charAt(0)) {
            case '$' -> {
                int length = length(line);
                if (length < 0) {
                    return Optional.empty();
                }
                String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                line(in);
                return Optional.of(text);
            }
            case '*' -> {
                Optional<String> last = Optional.empty();
                for (int left = length(line); left > 0; left--) {
                    last = answer(in);
                }
                return last;
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static int length(String line) throws IOException {
        try {
            int length = Integer.parseInt(line.substring(1));
            if (length > LONGEST) {
                throw new IOException("an answer of " + length + " bytes");
            }
            return length;
        } catch (NumberFormatException e) {
            throw new IOException("no RESP", e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.length() > LONGEST) {
                throw new IOException("the connection ended");
            }
            line.append((char) read);
        }
        String text = line.toString().stripTrailing();
        // An empty line is the end of a bulk string.
        return text.isEmpty() ? " " : text;
    }
}
