package dev.edgepass.issuer.web;

import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nobody waits for a slow broker or Redis in another one's place: of the server's threads, calls with a login may hold {@value #LOGIN}, public ones
 * {@value #PUBLIC}, those that revoke {@value #REVOKE}, pages {@value #PAGES} and health {@value #HEALTH}. Whoever finds no room is refused at once, before
 * anything was done, with 503 {@code overloaded}.
 */
@Component
@Order(Bulkheads.ORDER)
class Bulkheads extends OncePerRequestFilter {
    static final int ORDER = RateLimits.ORDER + 1;

    static final int LOGIN = 128;
    static final int PUBLIC = 96;
    static final int REVOKE = 64;

    static final int PAGES = 32;
    static final int HEALTH = 16;

    private final Semaphore login = new Semaphore(LOGIN);
    private final Semaphore publicCalls = new Semaphore(PUBLIC);
    private final Semaphore revoke = new Semaphore(REVOKE);

    private final Semaphore pages = new Semaphore(PAGES);
    private final Semaphore health = new Semaphore(HEALTH);

    private final Endpoints endpoints;
    private final ProblemWriter problems;

    Bulkheads(@Value("${server.tomcat.threads.max}") int threads, Endpoints endpoints, ProblemWriter problems) {
        this.endpoints = endpoints;
        this.problems = problems;
        if (threads < LOGIN + PUBLIC + REVOKE + PAGES + HEALTH) {
            throw new IllegalArgumentException("server.tomcat.threads.max: " + threads + " (expected: >= "
                    + (LOGIN + PUBLIC + REVOKE + PAGES + HEALTH) + ", so that revoking always finds one)");
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return endpoints.find(request) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Semaphore room = semaphore(endpoints.require(request).room());
        if (!room.tryAcquire()) {
            problems.write(
                    response,
                    ProblemType.OVERLOADED.detail(
                            "Too many calls wait here already, probably for Kafka or Redis. Nothing was done. Try again shortly."));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.release();
        }
    }

    private Semaphore semaphore(Room room) {
        return switch (room) {
            case LOGIN -> login;
            case PUBLIC -> publicCalls;
            case REVOKE -> revoke;
            case PAGES -> pages;
            case HEALTH -> health;
        };
    }
}
