package dev.edgepass.issuer.web;

import dev.edgepass.issuer.Refusals;
import dev.edgepass.issuer.problem.AnswerCutOff;
import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.worker.RepeatedWarnings;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every exception of a controller as a problem. Spring's own texts aren't passed on: they may quote the input, which may be a secret. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final RepeatedWarnings WARNINGS = new RepeatedWarnings(LOG);

    private final Refusals refusals;

    ProblemAdvice(Refusals refusals) {
        this.refusals = refusals;
    }

    private ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ProblemBody.answer(problem, headers, refusals);
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException e) {
        if (e.problem().status() >= 500) {
            WARNINGS.warn(e.problem().code(), e.getMessage() + " (" + e.getCause() + ")");
        }
        return answer(e.problem(), new HttpHeaders());
    }

    /** Unhandled, so that Tomcat closes the connection. */
    @ExceptionHandler
    void cutOff(AnswerCutOff e) {
        LOG.warn("an answer was cut off: {}", e.getMessage());
        throw e;
    }

    /** Of the query: a form's body is read by its own endpoints. */
    @ExceptionHandler
    ResponseEntity<Object> parameters(InvalidParameterException e) {
        return answer(
                ProblemType.INVALID_REQUEST.detail("The URL's query isn't UTF-8 in percent-encoding."),
                new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e) {
        LOG.error("a request failed for a reason that isn't foreseen", e);
        return answer(ProblemType.INTERNAL_ERROR.detail("The reason is in the issuer's log."), new HttpHeaders());
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(problemOf(e, status.value()), headers);
    }

    private static Problem problemOf(Exception e, int status) {
        if (e instanceof HttpMessageNotReadableException unreadable) {
            return UnreadableBody.problem(unreadable);
        }
        if (e instanceof MissingServletRequestParameterException missing) {
            return ProblemType.invalid(missing.getParameterName(), "missing").problem();
        }
        if (e instanceof MethodArgumentTypeMismatchException mismatch) {
            return ProblemType.invalid(mismatch.getName(), "not a number").problem();
        }
        return ofStatus(status);
    }

    /** The problem that stands for a bare status of Spring's or Tomcat's. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED.detail("Send a login JWT as a bearer token.");
            case 403 -> ProblemType.FORBIDDEN.detail("It needs a login with another role.");
            case 404 -> ProblemType.NOT_FOUND.detail("Check the address.");
            case 405 -> ProblemType.METHOD_NOT_ALLOWED.detail("The header Allow names the methods.");
            case 406 -> ProblemType.NOT_ACCEPTABLE.detail("Accept application/json.");
            case 408 -> ProblemType.REQUEST_TIMEOUT.detail("Send the request again.");
            case 413 -> ProblemType.TOO_LARGE.detail("Send less.");
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE.detail("Send Content-Type: application/json.");
            case 431 ->
                ProblemType.HEADERS_TOO_LARGE.detail(
                        "Send a shorter address, fewer headers or a login with fewer claims.");
            case 503 -> ProblemType.OVERLOADED.detail("The issuer is being stopped, or has too much to do.");
            // Tomcat's words for methods, encodings and versions that no client of ours has.
            case 501, 505 -> ProblemType.INVALID_REQUEST.detail("The request's form is wrong.");
            default ->
                status < 500
                        ? ProblemType.INVALID_REQUEST.detail("The request's form is wrong.")
                        : ProblemType.INTERNAL_ERROR.detail("The reason is in the issuer's log.");
        };
    }
}
