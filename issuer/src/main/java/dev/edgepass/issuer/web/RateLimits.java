package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.BucketName;
import dev.edgepass.issuer.limit.Buckets;
import dev.edgepass.issuer.limit.Charge;
import dev.edgepass.issuer.limit.LimitSettings;
import dev.edgepass.issuer.limit.LocalBuckets;
import dev.edgepass.issuer.limit.Rate;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How often one caller may call: by the login's tenant and subject, or by address where no login is needed. Each instance counts by itself, since a look into Redis for
 * every token would cost as much as the token; so n instances give up to n times the rate. Writes, which are rare, are counted together in Redis, and by each
 * instance where Redis is away. Past the limit it is 429 with {@code Retry-After}; every answer tells the limit (draft-ietf-httpapi-ratelimit-headers).
 */
@Component
@Order(RateLimits.ORDER)
class RateLimits extends OncePerRequestFilter {
    /** After Spring Security, which knows who it is. */
    static final int ORDER = 0;

    private final LimitSettings settings;
    private final LocalBuckets local;
    private final Buckets shared;
    private final Callers callers;
    private final Endpoints endpoints;
    private final ProblemWriter problems;

    RateLimits(
            LimitSettings settings,
            LocalBuckets local,
            Buckets shared,
            Callers callers,
            Endpoints endpoints,
            ProblemWriter problems) {
        this.settings = settings;
        this.local = local;
        this.shared = shared;
        this.callers = callers;
        this.endpoints = endpoints;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return endpoints.find(request) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Endpoint endpoint = endpoints.require(request);
        if (admits(endpoint.limit(), callers.of(endpoint, request), response)) {
            chain.doFilter(request, response);
        }
    }

    /** Whether the caller may call; if not, the response says so. */
    boolean admits(RateLimit limit, List<String> caller, HttpServletResponse response) throws IOException {
        Rate rate = limit.rate(settings);
        BucketName name = name(limit, rate, caller);
        Charge charge = limit == RateLimit.WRITE ? takeShared(name, rate) : local.take(name, rate);
        tell(response, limit, rate, charge);
        if (charge instanceof Charge.Refused refused) {
            problems.write(
                    response,
                    ProblemType.TOO_MANY_REQUESTS.detail(
                            "At most " + rate.tokens() + " calls of this kind in "
                                    + rate.period().toSeconds() + " s. Wait as long as Retry-After says.",
                            refused.seconds()));
            return false;
        }
        return true;
    }

    /** With the rate, so that another one takes effect at once. */
    private static BucketName name(RateLimit limit, Rate rate, List<String> caller) {
        return BucketName.of(
                limit.label(),
                Stream.concat(Stream.of(rate.toString()), caller.stream()).toArray(String[]::new));
    }

    private Charge takeShared(BucketName name, Rate rate) {
        try {
            return shared.take(name, rate);
        } catch (ProblemException e) {
            return local.take(name, rate);
        }
    }

    private static void tell(HttpServletResponse response, RateLimit limit, Rate rate, Charge charge) {
        String name = "\"" + limit.label() + "\"";
        response.setHeader(
                "RateLimit-Policy",
                name + ";q=" + rate.tokens() + ";w=" + rate.period().toSeconds());
        String left = charge instanceof Charge.Refused refused
                ? ";r=0;t=" + refused.seconds()
                : ";r=" + ((Charge.Taken) charge).remaining();
        response.setHeader("RateLimit", name + left);
    }
}
