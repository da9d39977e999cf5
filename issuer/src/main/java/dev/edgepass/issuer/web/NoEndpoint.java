package dev.edgepass.issuer.web;

import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.StringUtils;

/** Where the table has no row there is nothing, for any caller: 404, or 405 where another method has a row. Thread-safe. */
record NoEndpoint(Endpoints endpoints, ProblemWriter problems) {
    /** Whether it has answered, since there is no row. */
    boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (endpoints.find(request) != null) {
            return false;
        }
        Set<HttpMethod> methods = endpoints.methodsAt(request);
        if (methods.isEmpty()) {
            problems.write(response, ProblemAdvice.ofStatus(ProblemType.NOT_FOUND.status()));
        } else {
            response.setHeader(HttpHeaders.ALLOW, StringUtils.collectionToCommaDelimitedString(methods));
            problems.write(response, ProblemAdvice.ofStatus(ProblemType.METHOD_NOT_ALLOWED.status()));
        }
        return true;
    }
}
