package dev.edgepass.consumer.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.consumer.audit.index.IndexUnavailable;
import dev.edgepass.consumer.audit.question.NotAnswered;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.json.JsonMapper;

/** Questions without an answer, as RFC 9457 has them. */
@RestControllerAdvice
public final class AuditProblems {
    private static final String TYPE = "urn:edgepass:problem:";

    private final JsonMapper json;

    /** A problem. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            String type,
            int status,
            String detail,
            @Nullable String field) {}

    public AuditProblems(JsonMapper json) {
        this.json = json;
    }

    void write(HttpServletResponse response, NotAnswered problem) throws IOException {
        response.reset();
        response.setStatus(problem.code().status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(new Problem(
                        TYPE + problem.code().word(), problem.code().status(), problem.detail(), problem.field())));
    }

    @ExceptionHandler
    void notAnswered(NotAnswered problem, HttpServletResponse response) throws IOException {
        write(response, problem);
    }

    @ExceptionHandler
    void unavailable(IndexUnavailable e, HttpServletResponse response) throws IOException {
        write(
                response,
                new NotAnswered(NotAnswered.Code.AUDIT_UNAVAILABLE, "The index can't be asked: " + e.getMessage()));
    }

    @ExceptionHandler
    void missing(MissingServletRequestParameterException e, HttpServletResponse response) throws IOException {
        write(response, NotAnswered.invalid(e.getParameterName(), "missing"));
    }

    @ExceptionHandler
    void mistyped(MethodArgumentTypeMismatchException e, HttpServletResponse response) throws IOException {
        write(response, NotAnswered.invalid(e.getName(), "not a number (expected: one)"));
    }
}
