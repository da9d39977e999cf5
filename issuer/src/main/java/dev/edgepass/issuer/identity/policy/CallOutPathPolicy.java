package dev.edgepass.issuer.identity.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edgepass.issuer.HeapShare;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.Scope;
import dev.edgepass.worker.RepeatedWarnings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks the app's backend. An answer is believed for the configured time, so a right that is taken away there ends for new tokens after it; failures aren't remembered.
 * Nothing is granted without an answer: 503 {@code policy-unavailable}. No retry here, the caller has {@code Retry-After}. Thread-safe.
 */
final class CallOutPathPolicy implements PathPolicy {
    /** Bytes of the heap that an answer takes with its question beside the texts, and a scope of it. */
    private static final int ENTRY_BYTES = 500;

    private static final int SCOPE_BYTES = 72;

    static final String ANSWERED = "answered";
    static final String FAILED = "failed";

    private static final RepeatedWarnings WARNINGS =
            new RepeatedWarnings(LoggerFactory.getLogger(CallOutPathPolicy.class));

    private final RestClient backend;
    private final URI url;
    private final BackendAddress address;
    private final Semaphore free;
    private final Cache<Question, VisiblePaths> answers;
    private final MeterRegistry meters;

    CallOutPathPolicy(CallOutSettings settings, BackendAddress.Names names, MeterRegistry meters) {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(settings.timeout());
        this.backend = RestClient.builder()
                .requestFactory(requests)
                .defaultHeaders(headers -> headers.setBearerAuth(Objects.requireNonNull(settings.secret())))
                .build();
        this.url = Objects.requireNonNull(settings.url());
        this.address = new BackendAddress(url, settings, names);
        this.free = new Semaphore(settings.maxConcurrent());
        this.answers = Caffeine.newBuilder()
                .expireAfterWrite(settings.cacheTtl())
                .maximumWeight(HeapShare.PATH_POLICY.bytes())
                .<Question, VisiblePaths>weigher((question, answer) -> ENTRY_BYTES
                        + question.bytes()
                        + answer.scopes().stream()
                                .mapToInt(
                                        scope -> SCOPE_BYTES + 2 * scope.value().length())
                                .sum())
                .build();
        this.meters = meters;
    }

    /**
     * @throws ProblemException {@code policy-unavailable}
     */
    @Override
    public VisiblePaths visibleTo(Caller caller, List<Scope> asked) {
        Question question = Question.of(caller, asked);
        VisiblePaths known = answers.getIfPresent(question);
        if (known != null) {
            return known;
        }
        VisiblePaths answer = ask(question);
        answers.put(question, answer);
        return answer;
    }

    private VisiblePaths ask(Question question) {
        if (!free.tryAcquire()) {
            throw unavailable("too many questions under way", null);
        }
        Timer.Sample time = Timer.start(meters);
        String outcome = FAILED;
        try {
            address.require();
            VisiblePaths answer = backend.post()
                    .uri(url)
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .body(question)
                    .exchange((request, response) -> {
                        if (!response.getStatusCode().isSameCodeAs(HttpStatus.OK)) {
                            throw new IOException(
                                    "status " + response.getStatusCode().value() + " (expected: 200)");
                        }
                        return BackendAnswer.parse(response.getBody().readNBytes(BackendAnswer.MAX_BYTES + 1));
                    });
            WARNINGS.over(url.getHost(), "the path policy's address is safe");
            outcome = ANSWERED;
            return Objects.requireNonNull(answer);
        } catch (RestClientException e) {
            throw unavailable("no usable answer", e);
        } catch (IOException e) {
            WARNINGS.warn(url.getHost(), "nobody sees what the path policy has to allow: " + e.getMessage());
            throw unavailable("no safe address", e);
        } finally {
            free.release();
            time.stop(timer(meters, outcome));
        }
    }

    /** Of the questions that had this outcome. */
    static Timer timer(MeterRegistry meters, String outcome) {
        return meters.timer("edgepass.policy.call", "outcome", outcome);
    }

    private static ProblemException unavailable(String why, @Nullable Throwable cause) {
        return new ProblemException(
                ProblemType.POLICY_UNAVAILABLE.detail(
                        "The app's backend couldn't be asked who may see these paths (" + why + "). Try again."),
                cause);
    }
}
