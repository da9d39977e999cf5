package dev.edgepass.issuer.audit;

import dev.edgepass.issuer.problem.AnswerCutOff;
import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.jdk.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Asks the consumer's internal API. No retry here: the caller has {@code Retry-After}. Thread-safe. */
@Component
class AuditConsumer {
    static final Duration USUAL = Duration.ofSeconds(15);

    /** To seal, it waits for the log and the bucket, 60 s at most, and then says why: that answer is waited for. */
    static final Duration SEALING = Duration.ofSeconds(65);

    private static final Logger LOG = LoggerFactory.getLogger(AuditConsumer.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** A stream that gets no further for so long is given up. */
    private static final Duration STALLED = Duration.ofSeconds(30);

    private static final String PATH = "/internal/audit";
    private static final String TYPE = "urn:edgepass:problem:";
    private static final int OK = 200;

    /** RFC 9110 section 15.5.20: another instance is the one. */
    private static final int MISDIRECTED = 421;

    /** In bytes, of an answer that isn't streamed. */
    private static final int LONGEST = 64 << 20;

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "audit-streams");
        thread.setDaemon(true);
        return thread;
    });
    private final @Nullable URI url;
    private final String secret;
    private final Resolver resolver;

    /** The addresses behind a name. */
    interface Resolver {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /**
     * @throws IllegalStateException where others may read the secret's file
     */
    @Autowired
    AuditConsumer(AuditSettings settings) {
        this(settings, InetAddress::getAllByName);
    }

    AuditConsumer(AuditSettings settings, Resolver resolver) {
        this.resolver = resolver;
        this.url = settings.consumerUrl();
        this.secret = url == null
                ? ""
                : SecretFile.load(Objects.requireNonNull(settings.secretFile())).strip();
    }

    /** A question: {@code parameters} are as they came, those that are null left out. */
    record Question(String method, List<String> path, Map<String, @Nullable Object> parameters, Duration patience) {
        static Question get(Map<String, @Nullable Object> parameters, String... path) {
            return new Question("GET", List.of(path), parameters, USUAL);
        }
    }

    /** The answer, as JSON. */
    <T> T ask(Question question, Class<T> answer) {
        return parsed(answered(url(), question), answer);
    }

    private <T> T parsed(Answered answered, Class<T> answer) {
        try {
            return json.readValue(good(answered), answer);
        } catch (JacksonException e) {
            throw unavailable("its answer isn't understood", e);
        }
    }

    /** The answer of the instance that writes the archive: there may be several behind the URL's name, and each is asked until it is found. */
    <T> T askWriter(Question question, Class<T> answer) {
        ProblemException unasked = unavailable("no instance of it writes the archive", null);
        for (URI instance : instances()) {
            Answered answered;
            try {
                answered = answered(instance, question);
            } catch (ProblemException e) {
                unasked = e;
                continue;
            }
            if (answered.status != MISDIRECTED) {
                return parsed(answered, answer);
            }
        }
        throw unasked;
    }

    /** By TLS only a name can be asked. */
    private List<URI> instances() {
        URI named = url();
        if (!"http".equalsIgnoreCase(named.getScheme())) {
            return List.of(named);
        }
        try {
            List<URI> instances = new ArrayList<>();
            for (InetAddress address : resolver.addresses(named.getHost())) {
                instances.add(new URI(
                        named.getScheme(),
                        null,
                        address.getHostAddress(),
                        named.getPort(),
                        named.getPath(),
                        null,
                        null));
            }
            return instances;
        } catch (UnknownHostException | URISyntaxException e) {
            throw unavailable("its address isn't known", e);
        }
    }

    /** The answer's bytes. */
    byte[] bytes(Question question) {
        return good(answered(url(), question));
    }

    private Answered answered(URI instance, Question question) {
        HttpResponse<InputStream> response = send(instance, question, "application/json");
        return new Answered(response.statusCode(), read(response, question.patience()));
    }

    private record Answered(int status, byte[] bytes) {}

    private byte[] good(Answered answered) {
        if (answered.status != OK) {
            throw problem(answered.status, answered.bytes);
        }
        return answered.bytes;
    }

    /** A stream that has begun, so that it is known to be one. */
    InputStream stream(Question question, String mediaType) {
        HttpResponse<InputStream> response = send(url(), question, mediaType);
        if (response.statusCode() == OK) {
            return response.body();
        }
        throw problem(response.statusCode(), read(response, question.patience()));
    }

    private byte[] read(HttpResponse<InputStream> response, Duration patience) {
        Watch watched = new Watch(response.body(), patience);
        try (InputStream body = response.body()) {
            return body.readNBytes(LONGEST);
        } catch (IOException e) {
            throw unavailable("its answer broke off", e);
        } finally {
            watched.close();
        }
    }

    /**
     * Passes a stream on.
     *
     * @throws AnswerCutOff where it ends before its end
     */
    void copy(InputStream stream, OutputStream out) {
        Watch watched = new Watch(stream, STALLED);
        try (stream) {
            byte[] buffer = new byte[16 * 1024];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                out.write(buffer, 0, read);
                watched.progressed();
            }
            out.flush();
        } catch (IOException e) {
            throw new AnswerCutOff("a stream of the audit ended before its end: " + e);
        } finally {
            watched.close();
        }
    }

    /** Closes a stream that gets no further: the JDK's client has no time limit for bodies. */
    private final class Watch {
        private final AtomicLong last = new AtomicLong(System.nanoTime());
        private final ScheduledFuture<?> looking;

        Watch(InputStream stream, Duration patience) {
            this.looking = watch.scheduleWithFixedDelay(
                    () -> {
                        if (System.nanoTime() - last.get() > patience.toNanos()) {
                            try {
                                stream.close();
                            } catch (IOException e) {
                                LOG.debug("a stalled stream can't be closed", e);
                            }
                        }
                    },
                    1,
                    1,
                    TimeUnit.SECONDS);
        }

        void progressed() {
            last.set(System.nanoTime());
        }

        void close() {
            looking.cancel(false);
        }
    }

    private HttpResponse<InputStream> send(URI instance, Question question, String mediaType) {
        HttpRequest request = HttpRequest.newBuilder(uri(instance, question))
                .timeout(question.patience())
                .header("Authorization", "Bearer " + secret)
                .header("Accept", mediaType)
                .method(question.method(), HttpRequest.BodyPublishers.noBody())
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return answer.get(question.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw unavailable("no answer", e);
        }
    }

    private URI url() {
        if (url == null) {
            throw ProblemType.AUDIT_NOT_CONFIGURED.because("The setting " + AuditSettings.PREFIX
                    + ".consumer-url isn't made, so there is nobody to ask (docs/audit.md).");
        }
        return url;
    }

    private static URI uri(URI instance, Question question) {
        StringBuilder text = new StringBuilder(instance.toString().replaceFirst("/+$", "")).append(PATH);
        question.path().forEach(segment -> text.append('/').append(encoded(segment)));
        char separator = '?';
        for (Map.Entry<String, @Nullable Object> parameter :
                question.parameters().entrySet()) {
            Object value = parameter.getValue();
            for (Object one : value == null ? List.of() : value instanceof List<?> list ? list : List.of(value)) {
                text.append(separator).append(parameter.getKey()).append('=').append(encoded(one.toString()));
                separator = '&';
            }
        }
        return URI.create(text.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Another status than 200 is passed on where the consumer gives its reason. */
    private ProblemException problem(int status, byte[] body) {
        try {
            Told told = json.readValue(body, Told.class);
            for (ProblemType type : ProblemType.values()) {
                if (told.type != null && told.type.equals(TYPE + type.code()) && type.status() == status) {
                    return told.field == null
                            ? type.because(String.valueOf(told.detail))
                            : new ProblemException(new Problem(
                                    type.code(),
                                    type.status(),
                                    type.title(),
                                    String.valueOf(told.detail),
                                    told.field,
                                    null));
                }
            }
        } catch (JacksonException e) {
            LOG.debug("no problem of the consumer's", e);
        }
        return unavailable("status " + status, null);
    }

    private record Told(
            @Nullable String type,
            @Nullable String detail,
            @Nullable String field) {}

    static ProblemException unavailable(String why, @Nullable Throwable cause) {
        return new ProblemException(
                ProblemType.AUDIT_UNAVAILABLE.detail(
                        "The revocation consumer, which answers, can't be asked (" + why + "). Try again."),
                cause);
    }
}
