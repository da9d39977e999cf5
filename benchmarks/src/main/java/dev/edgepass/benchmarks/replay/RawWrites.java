package dev.edgepass.benchmarks.replay;

import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.local.client.RunFailure;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.TokenRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The floor of a rebuild: what the read model has of the tokens, written by plain commands in one pipeline, without a log that is read, without positions and without scripts. When a set of live tokens
 * goes is written where it has one token, as a viewer's has; of the others it would be one command in a hundred tokens at most. Under keys of its own, which it deletes afterwards.
 */
record RawWrites(String host, int port, Tokens tokens) {
    private static final Keys KEYS = new Keys("bench-raw:");
    private static final double NANOS = 1e9;

    /** Gives tokens a second. */
    double perSecond() {
        long begin = System.nanoTime();
        pipeline(RawWrites::writes);
        double seconds = (System.nanoTime() - begin) / NANOS;
        pipeline(RawWrites::deletions);
        return tokens.count() / seconds;
    }

    private interface Commands {
        List<List<String>> of(IssuanceEvent.Grant grant);
    }

    private static List<List<String>> writes(IssuanceEvent.Grant grant) {
        TokenRecord token = TokenRecord.of(grant);
        String end = Long.toString(token.expiresAt());
        String setsEnd = Long.toString(token.expiresAt() + TokenRecord.KEPT_SECONDS);
        String json = "{\"subject\":\"" + token.subject() + "\",\"link\":\"" + token.link()
                + "\",\"paths\":[\"projects/42/\"],\"position\":17,\"issuedAt\":" + token.issuedAt()
                + ",\"expiresAt\":" + end + "}";
        return List.of(
                List.of("SET", KEYS.token(grant.jti()), json, "EXAT", Long.toString(token.forgottenAt())),
                List.of("ZADD", KEYS.prefix() + "live:sub:" + token.subject(), end, grant.jti()),
                List.of("EXPIREAT", KEYS.prefix() + "live:sub:" + token.subject(), setsEnd),
                List.of("ZADD", KEYS.prefix() + "live:lnk:" + token.link(), end, grant.jti()),
                List.of("ZADD", KEYS.prefix() + "live:all", end, grant.jti()),
                List.of(
                        "ZADD",
                        KEYS.viewers(String.valueOf(token.link())),
                        "LT",
                        Long.toString(token.issuedAt()),
                        token.subject()),
                List.of("HINCRBY", KEYS.opens(), String.valueOf(token.link()), "1"));
    }

    private static List<List<String>> deletions(IssuanceEvent.Grant grant) {
        return List.of(List.of(
                "UNLINK",
                KEYS.token(grant.jti()),
                KEYS.prefix() + "live:sub:" + grant.subject(),
                KEYS.prefix() + "live:lnk:" + grant.linkId(),
                KEYS.prefix() + "live:all",
                KEYS.viewers(String.valueOf(grant.linkId())),
                KEYS.opens()));
    }

    private void pipeline(Commands commands) {
        try (Socket socket = new Socket(host, port)) {
            socket.setTcpNoDelay(true);
            int each = commands.of(tokens.grant(0)).size();
            InputStream in = socket.getInputStream();
            CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> read(in, (long) each * tokens.count()));
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 256 << 10);
            for (int number = 0; number < tokens.count(); number++) {
                for (List<String> command : commands.of(tokens.grant(number))) {
                    write(command, out);
                }
            }
            out.flush();
            answers.join();
        } catch (IOException | CompletionException e) {
            throw new RunFailure("Redis did not take the plain writes: " + e.getMessage(), e);
        }
    }

    private static void write(List<String> words, OutputStream out) throws IOException {
        StringBuilder text =
                new StringBuilder(256).append('*').append(words.size()).append("\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Each answer is a line, and none is an error. */
    private static void read(InputStream in, long answers) {
        byte[] buffer = new byte[64 << 10];
        long left = answers;
        boolean begins = true;
        try {
            while (left > 0) {
                int length = in.read(buffer);
                if (length < 0) {
                    throw new IOException("the connection ended");
                }
                for (int i = 0; i < length; i++) {
                    if (begins && buffer[i] == '-') {
                        throw new IOException("it refused a command");
                    }
                    begins = buffer[i] == '\n';
                    left -= begins ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
