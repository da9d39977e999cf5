package dev.edgepass.issuer.web;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.views.ReportMeters;
import dev.edgepass.issuer.views.ReportSignature;
import dev.edgepass.issuer.views.SignedReport;
import dev.edgepass.issuer.views.UsageSecrets;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Calls of the edge ({@link Authority#EDGE}): the signature is verified before the call takes of the edge's limit or room, and before its body is parsed. A call whose headers
 * aren't those of a signed report is refused before its body is read. A forged one takes of the limit of public callers, by its address.
 */
@Component
@Order(EdgeCalls.ORDER)
class EdgeCalls extends OncePerRequestFilter {
    static final int ORDER = RateLimits.ORDER - 1;

    private final UsageSecrets secrets;
    private final Bodies bodies;
    private final RateLimits limits;
    private final Endpoints endpoints;
    private final Callers callers;
    private final ReportMeters meters;
    private final ProblemWriter problems;
    private final Clock clock;

    EdgeCalls(
            UsageSecrets secrets,
            Bodies bodies,
            RateLimits limits,
            Endpoints endpoints,
            Callers callers,
            ReportMeters meters,
            ProblemWriter problems,
            Clock clock) {
        this.secrets = secrets;
        this.bodies = bodies;
        this.limits = limits;
        this.endpoints = endpoints;
        this.callers = callers;
        this.meters = meters;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !endpoints.isEdge(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest received;
        try {
            secrets.requireAny();
            ReportSignature signature = ReportSignature.parse(
                    fields(request, "webhook-id"),
                    fields(request, "webhook-timestamp"),
                    fields(request, "webhook-signature"),
                    clock.instant());
            received = bodies.receive(request);
            received.setAttribute(SignedReport.ATTRIBUTE, secrets.verify(signature, ReceivedRequest.bodyOf(received)));
        } catch (ProblemException e) {
            meters.count(ReportMeters.Outcome.UNVERIFIED);
            if (limits.admits(RateLimit.PUBLIC, callers.of(endpoints.require(request), request), response)) {
                problems.write(response, e.problem());
            }
            return;
        }
        chain.doFilter(received, response);
    }

    private static List<String> fields(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
