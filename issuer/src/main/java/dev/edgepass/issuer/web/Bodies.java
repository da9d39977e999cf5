package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.Rooms;
import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads a request's body before the call takes a permit of its room, so that slow senders hold none: up to the bytes that {@link EndpointTable} allows, within
 * {@link #DEADLINE}, in rooms of their own.
 */
@Component
@Order(Bodies.ORDER)
class Bodies extends OncePerRequestFilter {
    /** A refused call isn't read. */
    static final int ORDER = RateLimits.ORDER + 1;

    /** For a whole body; a single read may take {@code server.tomcat.connection-timeout} more. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final int CHUNK = 8 * 1024;

    private final Rooms rooms;
    private final Endpoints endpoints;
    private final Callers callers;
    private final ProblemWriter problems;

    Bodies(Rooms rooms, Endpoints endpoints, Callers callers, ProblemWriter problems) {
        this.rooms = rooms;
        this.endpoints = endpoints;
        this.callers = callers;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return endpoints.find(request) == null || !hasBody(request) || ReceivedRequest.isReceived(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest received;
        try {
            received = receive(request);
        } catch (ProblemException e) {
            problems.write(response, e.problem());
            return;
        }
        chain.doFilter(received, response);
    }

    /**
     * The request with its body; also before the limits, for {@link EdgeCalls}.
     *
     * @throws ProblemException {@code too-large}, {@code overloaded}, {@code request-timeout}
     */
    HttpServletRequest receive(HttpServletRequest request) throws IOException {
        if (!hasBody(request)) {
            return new ReceivedRequest(request, new byte[0]);
        }
        Endpoint endpoint = endpoints.require(request);
        if (request.getContentLengthLong() > endpoint.maxBytes()) {
            throw new ProblemException(tooLarge(endpoint));
        }
        Optional<Rooms.Stay> entered = rooms.enter(endpoint.room().bodies(), callers.of(endpoint, request));
        if (entered.isEmpty()) {
            throw new ProblemException(Bulkheads.OVERLOADED);
        }
        try {
            return new ReceivedRequest(request, read(request.getInputStream(), endpoint));
        } catch (SocketTimeoutException e) {
            throw late();
        } finally {
            entered.get().close();
        }
    }

    private static byte[] read(InputStream in, Endpoint endpoint) throws IOException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            body.write(chunk, 0, n);
            if (body.size() > endpoint.maxBytes()) {
                throw new ProblemException(tooLarge(endpoint));
            }
            if (System.nanoTime() - end > 0) {
                throw late();
            }
        }
        return body.toByteArray();
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static Problem tooLarge(Endpoint endpoint) {
        return ProblemType.TOO_LARGE.detail("Send at most " + endpoint.maxBytes() + " bytes.");
    }

    private static ProblemException late() {
        return ProblemType.REQUEST_TIMEOUT.because(
                "The body didn't arrive within " + DEADLINE.toSeconds() + " s. Nothing was done.");
    }
}
