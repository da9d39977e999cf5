package dev.edgepass.issuer.oauth;

import dev.edgepass.issuer.Refusals;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.form.Form;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.worker.RepeatedWarnings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /oauth2/revoke} (RFC 7009) and {@code POST /oauth2/introspect} (RFC 7662): forms with a token, from a login that authenticates the client as a bearer
 * token. No answer is cached.
 */
@RestController
class OAuthController {
    private static final RepeatedWarnings WARNINGS =
            new RepeatedWarnings(LoggerFactory.getLogger(OAuthController.class));

    private final TokenRevocation revocation;
    private final Introspection introspection;
    private final Refusals refusals;

    OAuthController(TokenRevocation revocation, Introspection introspection, Refusals refusals) {
        this.revocation = revocation;
        this.introspection = introspection;
        this.refusals = refusals;
    }

    /** 200 without a body, whatever became of the token: it is good for nothing from then on, or never was (RFC 7009 section 2.2). */
    @PostMapping("/oauth2/revoke")
    ResponseEntity<Void> revoke(
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request)
            throws IOException {
        PreferWait wait = PreferWait.of(prefer);
        revocation.revoke(token(request), caller, wait.patience());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        wait.tell(answer::header);
        return answer.build();
    }

    @PostMapping("/oauth2/introspect")
    ResponseEntity<IntrospectionAnswer> introspect(HttpServletRequest request) throws IOException {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(introspection.of(token(request)));
    }

    /** RFC 7009 section 2.1, RFC 7662 section 2.1. The hint is ignored: there is one kind of token. */
    private static String token(HttpServletRequest request) throws IOException {
        return Form.of(
                        request.getContentType(),
                        request.getQueryString(),
                        request.getInputStream().readAllBytes())
                .required("token");
    }

    @ExceptionHandler
    ResponseEntity<OAuthError> error(ProblemException e) {
        Problem problem = e.problem();
        refusals.count(problem);
        if (problem.status() >= 500) {
            WARNINGS.warn(problem.code(), e.getMessage() + " (" + e.getCause() + ")");
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status())
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        if (problem.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfter().toString());
        }
        return answer.body(OAuthError.of(problem));
    }
}
