package dev.edgepass.issuer.web;

import dev.edgepass.issuer.Refusals;
import dev.edgepass.issuer.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems from filters, which no exception handler of MVC sees. */
@Component
class ProblemWriter {
    private final JsonMapper json;
    private final Refusals refusals;

    ProblemWriter(JsonMapper json, Refusals refusals) {
        this.json = json;
        this.refusals = refusals;
    }

    void write(HttpServletResponse response, Problem problem) throws IOException {
        refusals.count(problem);
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.retryAfter() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, problem.retryAfter().toString());
        }
        response.getOutputStream().write(json.writeValueAsBytes(ProblemBody.of(problem)));
    }
}
