package dev.edgepass.issuer.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.issuer.Refusals;
import dev.edgepass.issuer.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A problem as {@code application/problem+json} (RFC 9457 section 3). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field) {
    static ProblemBody of(Problem problem) {
        return new ProblemBody(problem.type(), problem.title(), problem.status(), problem.detail(), problem.field());
    }

    static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers, Refusals refusals) {
        refusals.count(problem);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.retryAfter() != null) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfter().toString());
        }
        return answer.body(of(problem));
    }
}
