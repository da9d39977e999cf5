package dev.edgepass.issuer.web;

import dev.edgepass.issuer.Refusals;
import dev.edgepass.issuer.problem.Problem;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Tomcat refuses by itself, before any filter (a request line, a {@code Host} or an address that isn't one), as a problem instead of a page.
 * Thread-safe.
 */
final class ProblemReport extends ErrorReportValve {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How Tomcat says that the header is too large, where it has no status for it. */
    private static final String TOO_LARGE =
            StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

    private final Refusals refusals;

    ProblemReport(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable error) {
        int status = response.getStatus();
        if (status < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()
                || !isIoAllowed(response)) {
            return;
        }
        boolean tooLarge = error != null && TOO_LARGE.equals(error.getMessage());
        Problem problem =
                ProblemAdvice.ofStatus(tooLarge ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value() : status);
        refusals.count(problem);
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(JSON.writeValueAsString(ProblemBody.of(problem)));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private static boolean isIoAllowed(Response response) {
        AtomicBoolean allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
