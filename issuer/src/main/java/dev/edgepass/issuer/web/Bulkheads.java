package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Nobody waits for a slow broker or Redis in another one's place: of the server's threads, calls with a login may hold {@value #LOGIN}, public ones
 * {@value #PUBLIC} and those that take something back {@value #REVOKE}; the rest is for health and pages. Whoever finds no room is refused at once, before
 * anything was done, with 503 {@code overloaded}.
 */
@Component
class Bulkheads implements HandlerInterceptor, WebMvcConfigurer {
    static final int LOGIN = 96;
    static final int PUBLIC = 64;
    static final int REVOKE = 64;

    /** For health, metrics and pages. */
    static final int SPARE = 16;

    private static final String HELD = Bulkheads.class.getName();

    private final Semaphore login = new Semaphore(LOGIN);
    private final Semaphore publicCalls = new Semaphore(PUBLIC);
    private final Semaphore revoke = new Semaphore(REVOKE);

    Bulkheads(@Value("${server.tomcat.threads.max}") int threads) {
        if (threads < LOGIN + PUBLIC + REVOKE + SPARE) {
            throw new IllegalArgumentException("server.tomcat.threads.max: " + threads + " (expected: >= "
                    + (LOGIN + PUBLIC + REVOKE + SPARE) + ", so that revoking always finds one)");
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(RateLimit.API + "**", "/oauth2/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        Semaphore room = room(RateLimit.of(request.getMethod(), request.getRequestURI(), isLoggedIn()));
        if (!room.tryAcquire()) {
            throw ProblemType.OVERLOADED.because(
                    "Too many calls wait here already, probably for Kafka or Redis. Nothing was done. Try again shortly.");
        }
        request.setAttribute(HELD, room);
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        if (request.getAttribute(HELD) instanceof Semaphore held) {
            request.removeAttribute(HELD);
            held.release();
        }
    }

    private Semaphore room(RateLimit limit) {
        return switch (limit) {
            case REVOKE -> revoke;
            case PUBLIC -> publicCalls;
            case MINT, READ, WRITE -> login;
        };
    }

    private static boolean isLoggedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller;
    }
}
