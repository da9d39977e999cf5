package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.JsonWriter;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The built Worker on workerd, with stores that a test fills ({@code src/test/node/worker-host.mjs}). Ends with {@link #close}, or with this JVM. */
final class WorkerHost implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path log;
    private final URI admin;
    private volatile URI worker;

    private WorkerHost(Process process, Path log, URI worker, URI admin) {
        this.process = process;
        this.log = log;
        this.worker = worker;
        this.admin = admin;
    }

    /**
     * @param feedKeys the Worker's FEED_KEYS
     */
    static WorkerHost start(String feedKeys) {
        return start(feedKeys, Map.of());
    }

    /**
     * @param variables more of the Worker's
     */
    static WorkerHost start(String feedKeys, Map<String, String> variables) {
        return start(Path.of("target/worker"), feedKeys, variables);
    }

    /**
     * @param bundle the folder of a compiled Worker, which may be an earlier release's
     */
    static WorkerHost start(Path bundle, String feedKeys, Map<String, String> variables) {
        try {
            Path log = Files.createTempFile(Path.of("target"), "worker-host", ".log");
            JsonWriter bindings = new JsonWriter().string("FEED_KEYS", feedKeys);
            variables.forEach(bindings::string);
            Process process = new ProcessBuilder(
                            "node_modules/.bin/node",
                            "src/test/node/worker-host.mjs",
                            bundle.toString(),
                            bindings.toString())
                    .redirectError(log.toFile())
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the Worker's host ended: " + Files.readString(log));
            }
            JsonObject ready = JsonReader.readObject(line);
            return new WorkerHost(
                    process, log, URI.create(ready.requireString("worker")), URI.create(ready.requireString("admin")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cold isolate; what the stores have stays. */
    void restart() {
        worker = URI.create(new String(admin("POST", "restart", new byte[0]), StandardCharsets.UTF_8));
    }

    void put(String binding, String key, byte[] value, String... headers) {
        admin("PUT", binding + "/" + key, value, headers);
    }

    void delete(String binding, String key) {
        admin("DELETE", binding + "/" + key, new byte[0]);
    }

    /** Makes bindings fail, by a JSON object of binding and fault; answers how often each binding was asked so far. */
    JsonObject faults(String json) {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve("/__faults"))
                .PUT(BodyPublishers.ofString(json))
                .timeout(TIMEOUT)
                .build();
        return JsonReader.readObject(new String(send(request).body(), StandardCharsets.UTF_8));
    }

    /** How often the Worker asked {@code binding} for something. */
    long asked(String binding) {
        Long count = faults("{}").integer(binding);
        return count == null ? 0 : count;
    }

    /** Whether the cache that the Worker shares with its zone has {@code path} of this host. */
    boolean isInTheZonesCache(String path) {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve("/__zone"))
                .PUT(BodyPublishers.ofString("https://" + worker.getAuthority() + path))
                .timeout(TIMEOUT)
                .build();
        return Boolean.parseBoolean(new String(send(request).body(), StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> get(String path, String... headers) {
        return request("GET", path, headers);
    }

    /** All at the same time. */
    List<HttpResponse<byte[]>> getAll(List<String> paths) {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = paths.stream()
                .map(path -> HttpRequest.newBuilder(worker.resolve(path))
                        .timeout(TIMEOUT)
                        .build())
                .map(request -> http.sendAsync(request, BodyHandlers.ofByteArray()))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    HttpResponse<byte[]> request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(worker.resolve(path))
                .method(method, BodyPublishers.noBody())
                .timeout(TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /**
     * Sends {@code request} as it is, which may be no proper URL, and answers head and body of the response, which has to say its length.
     *
     * @throws UncheckedIOException where the server hangs up before that
     */
    String raw(String request) {
        try (Socket socket = new Socket(worker.getHost(), worker.getPort())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            // workerd keeps the connection open, whatever the request says.
            InputStream in = new BufferedInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("the server hung up after: " + head);
                }
                head.append((char) next);
            }
            Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
            int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return head + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a GET and reads the head of its answer, and nothing more until somebody reads on. */
    Socket slowly(String path) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(16 << 10);
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.connect(new InetSocketAddress(worker.getHost(), worker.getPort()));
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nhost: " + worker.getAuthority()
                                    + "\r\nconnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            if (!head.toString().startsWith("HTTP/1.1 200 ")) {
                throw new IllegalStateException("not served: " + head);
            }
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of memory that workerd takes. Linux only. */
    long residentBytes() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/workerd"))
                .mapToLong(WorkerHost::residentBytes)
                .sum();
    }

    private static long residentBytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
            String line =
                    lines.filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the Worker has logged so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, once {@code text} is in it: workerd's output comes after the answer. */
    String logWith(String text) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(log()).contains(text));
        return log();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
        }
    }

    private byte[] admin(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.resolve("/" + path))
                .method(method, BodyPublishers.ofByteArray(body))
                .timeout(TIMEOUT);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = send(request.build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("admin port: "
                    + List.of(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
        }
        return response.body();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
