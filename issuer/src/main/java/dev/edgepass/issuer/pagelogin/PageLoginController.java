package dev.edgepass.issuer.pagelogin;

import dev.edgepass.issuer.form.Form;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.CallerClaims;
import dev.edgepass.issuer.key.Pepper;
import dev.edgepass.issuer.pagelogin.OpenIdProvider.Attempt;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.seal.SealedValue;
import dev.edgepass.worker.RepeatedWarnings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Logs a person in to the pages, and out of them. A browser comes to the first two by itself; what goes wrong there leads back to a page, which says so. */
@RestController
class PageLoginController {
    private static final RepeatedWarnings WARNINGS =
            new RepeatedWarnings(LoggerFactory.getLogger(PageLoginController.class));

    /** For who has to look for a password first. */
    private static final Duration ATTEMPT = Duration.ofMinutes(10);

    private static final String PAGE = "/admin";

    private final OpenIdProvider provider;
    private final PageLogins logins;
    private final CallerClaims claims;
    private final HandOver handOver;
    private final SealedCookie<Attempt> attempts;

    PageLoginController(
            OpenIdProvider provider,
            PageLogins logins,
            CallerClaims claims,
            HandOver handOver,
            Pepper pepper,
            Clock clock) {
        this.provider = provider;
        this.logins = logins;
        this.claims = claims;
        this.handOver = handOver;
        attempts = new SealedCookie<>(
                "edgepass-login",
                "Lax",
                ATTEMPT,
                new SealedValue<>(Attempt.class, pepper.derive("page-login-attempt"), clock),
                clock);
    }

    /**
     * @throws ProblemException {@code not-found} where no provider is configured
     */
    @GetMapping("/login")
    ResponseEntity<Void> begin() {
        if (!provider.isSet()) {
            throw ProblemType.NOT_FOUND.because("Logins by an identity provider aren't configured here.");
        }
        Attempt attempt = Attempt.random();
        try {
            return to(provider.address(attempt), attempts.with(attempt));
        } catch (AuthenticationServiceException e) {
            return failed("unavailable", e);
        }
    }

    @GetMapping(OpenIdProvider.CALLBACK)
    ResponseEntity<Void> complete(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestHeader(name = HttpHeaders.COOKIE, required = false) @Nullable String cookies) {
        Optional<Attempt> attempt = attempts.in(cookies);
        if (!provider.isSet() || attempt.isEmpty() || code == null || state == null) {
            // The person said no there, or began in another browser.
            return to(PAGE + "#login-failed=cancelled", attempts.without());
        }
        try {
            Caller caller = claims.convert(login(provider.complete(attempt.get(), code, state)))
                    .getPrincipal();
            return to(PAGE, attempts.without(), logins.cookieFor(caller));
        } catch (SealedCookie.TooLargeException e) {
            return failed("too-large", e);
        } catch (OAuth2AuthenticationException e) {
            return failed("refused", e);
        } catch (AuthenticationException e) {
            return failed("unavailable", e);
        }
    }

    /**
     * The app's page hands over a login of its backend: a form with {@code login}.
     *
     * @throws ProblemException {@code invalid-request}, for a page of another origin too, {@code unsupported-media-type}
     */
    @PostMapping("/login/hand-over")
    ResponseEntity<Void> handOver(
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            HttpServletRequest request)
            throws IOException {
        if (!handOver.isFrom(origin)) {
            throw ProblemType.invalid("Origin", "not one of edgepass.page-login.hand-over-origins");
        }
        String login = Form.of(
                        request.getContentType(),
                        request.getQueryString(),
                        request.getInputStream().readAllBytes())
                .required("login");
        try {
            return to(PAGE, logins.cookieFor(handOver.take(login)));
        } catch (SealedCookie.TooLargeException e) {
            return failed("too-large", e);
        } catch (BadJwtException | BadCredentialsException | InvalidBearerTokenException e) {
            return failed("refused", e);
        } catch (JwtException | ProblemException e) {
            return failed("unavailable", e);
        }
    }

    /** The cookie goes; a browser that has none is told the same. Only a page of this origin can ask for it. */
    @PostMapping(path = "/login/end", headers = PageLogins.FROM_A_PAGE)
    ResponseEntity<Void> end() {
        return ResponseEntity.noContent()
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.SET_COOKIE, logins.noCookie())
                .build();
    }

    /** So that the claims are read as those of a bearer token are. */
    private static Jwt login(OidcIdToken idToken) {
        return Jwt.withTokenValue("id token")
                .header("alg", "none")
                .claims(all -> all.putAll(idToken.getClaims()))
                .build();
    }

    private ResponseEntity<Void> failed(String why, Exception e) {
        WARNINGS.warn(why, "a login of the pages failed: " + e);
        return to(PAGE + "#login-failed=" + why, attempts.without());
    }

    private static ResponseEntity<Void> to(String address, String... cookies) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.SET_COOKIE, cookies)
                .build();
    }
}
