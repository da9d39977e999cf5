package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.limit.BucketName;
import dev.edgepass.issuer.limit.Buckets;
import dev.edgepass.issuer.limit.Charge;
import dev.edgepass.issuer.limit.LimitSettings;
import dev.edgepass.issuer.limit.LocalBuckets;
import dev.edgepass.issuer.limit.Rate;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How often one caller may call: by the login's subject, or by address where there is no login. Each instance counts by itself, since a look into Redis for
 * every token would cost as much as the token; so n instances give up to n times the rate. Writes, which are rare, are counted together in Redis, and by each
 * instance where Redis is away. Past the limit it is 429 with {@code Retry-After}; every answer tells the limit (draft-ietf-httpapi-ratelimit-headers).
 */
@Component
class RateLimits implements HandlerInterceptor, WebMvcConfigurer {
    private final LimitSettings settings;
    private final LocalBuckets local;
    private final Buckets shared;
    private final ClientAddresses addresses;

    RateLimits(LimitSettings settings, LocalBuckets local, Buckets shared, ClientAddresses addresses) {
        this.settings = settings;
        this.local = local;
        this.shared = shared;
        this.addresses = addresses;
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
        Caller caller = caller();
        RateLimit limit = RateLimit.of(request.getMethod(), request.getRequestURI(), caller != null);
        Rate rate = limit.rate(settings);
        BucketName name = caller == null
                ? BucketName.of(limit.label(), addresses.of(request).value())
                : BucketName.of(limit.label(), caller.tenant() == null ? "" : caller.tenant(), caller.subject());
        Charge charge = limit == RateLimit.WRITE ? takeShared(name, rate) : local.take(name, rate);
        tell(response, limit, rate, charge);
        if (charge instanceof Charge.Refused refused) {
            throw ProblemType.TOO_MANY_REQUESTS.because(
                    "At most " + rate.tokens() + " calls of this kind in "
                            + rate.period().toSeconds() + " s. Wait as long as Retry-After says.",
                    refused.seconds());
        }
        return true;
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

    private static @Nullable Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }
}
