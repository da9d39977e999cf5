package dev.edgepass.issuer.web;

import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.idempotency.Claim;
import dev.edgepass.issuer.idempotency.Idempotency;
import dev.edgepass.issuer.idempotency.IdempotencyKey;
import dev.edgepass.issuer.idempotency.KeptAnswer;
import dev.edgepass.issuer.idempotency.Start;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.worker.RepeatedWarnings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A {@code POST} of a login with an {@code Idempotency-Key} is done once: its repetition gets the first answer again, with {@code Idempotent-Replayed: true}.
 * Another request with the same key is 422, one that comes while the first is running 409. Only an answer that stays true is kept, see {@link KeptAnswer#staysTrue}. Without Redis such calls are
 * 503, but revoking goes on as if there were no key: to do it twice does no harm.
 */
@Component
@Order(IdempotentCalls.ORDER)
class IdempotentCalls extends OncePerRequestFilter {
    /** Inside of the limits: a repetition counts. */
    static final int ORDER = Bulkheads.ORDER + 1;

    static final String REPLAYED = "Idempotent-Replayed";
    private static final RepeatedWarnings WARNINGS =
            new RepeatedWarnings(LoggerFactory.getLogger(IdempotentCalls.class));
    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CACHE_CONTROL, PreferWait.APPLIED);

    private final Idempotency idempotency;
    private final Endpoints endpoints;
    private final ProblemWriter problems;

    IdempotentCalls(Idempotency idempotency, Endpoints endpoints, ProblemWriter problems) {
        this.idempotency = idempotency;
        this.endpoints = endpoints;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        Endpoint endpoint = endpoints.find(request);
        return request.getHeader(IdempotencyKey.HEADER) == null || endpoint == null || !endpoint.takesIdempotencyKey();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Claim claim = claim(request);
            Start start = start(claim, request);
            if (start instanceof Start.First) {
                first(claim, request, response, chain);
            } else if (start instanceof Start.Done done) {
                replay(done.answer(), response);
            } else if (start instanceof Start.Running) {
                throw ProblemType.REQUEST_RUNNING.because("The first request with this key is still running.", 1);
            } else if (start instanceof Start.AnotherRequest) {
                throw ProblemType.KEY_REUSED.because("Take a new Idempotency-Key for each request that differs.");
            } else {
                chain.doFilter(request, response);
            }
        } catch (ProblemException e) {
            problems.write(response, e.problem());
        }
    }

    private Claim claim(HttpServletRequest request) {
        Caller caller = CurrentCaller.require();
        IdempotencyKey key = IdempotencyKey.parse(request.getHeader(IdempotencyKey.HEADER));
        String query = request.getQueryString();
        byte[] line = (endpoints.pathOf(request) + "?" + (query == null ? "" : query)).getBytes(StandardCharsets.UTF_8);
        return idempotency.claim(
                caller.tenant(), caller.subject(), key, List.of(line, ReceivedRequest.bodyOf(request)));
    }

    /** Null where the key can't be kept and the call goes on without it. */
    private @Nullable Start start(Claim claim, HttpServletRequest request) {
        try {
            return idempotency.start(claim);
        } catch (ProblemException e) {
            if (endpoints.require(request).limit() == RateLimit.REVOKE) {
                return null;
            }
            throw e;
        }
    }

    private void first(Claim claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        boolean kept = false;
        try {
            chain.doFilter(request, answer);
            if (KeptAnswer.staysTrue(answer.getStatus(), answer.getHeader(HttpHeaders.RETRY_AFTER) != null)) {
                kept = keep(claim, kept(answer));
            }
        } finally {
            if (!kept) {
                release(claim);
            }
        }
        answer.copyBodyToResponse();
    }

    private static KeptAnswer kept(ContentCachingResponseWrapper answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (answer.getContentType() != null) {
            headers.put(HttpHeaders.CONTENT_TYPE, answer.getContentType());
        }
        for (String name : KEPT_HEADERS) {
            String value = answer.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new KeptAnswer(answer.getStatus(), headers, answer.getContentAsByteArray());
    }

    /** What was done stays done, so the client hears of it; a repetition within two minutes finds it running, and a later one does it again. */
    private boolean keep(Claim claim, KeptAnswer answer) {
        try {
            idempotency.keep(claim, answer);
        } catch (ProblemException e) {
            WARNINGS.warn("keep", "an answer couldn't be kept for its Idempotency-Key: " + e.getCause());
        }
        return true;
    }

    private void release(Claim claim) {
        try {
            idempotency.release(claim);
        } catch (ProblemException e) {
            WARNINGS.warn("release", "an Idempotency-Key couldn't be released: " + e.getCause());
        }
    }

    private static void replay(KeptAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.getOutputStream().write(answer.body());
    }
}
