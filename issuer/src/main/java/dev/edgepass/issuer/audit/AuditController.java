package dev.edgepass.issuer.audit;

import dev.edgepass.audit.answer.AuditedToken;
import dev.edgepass.audit.answer.EventPage;
import dev.edgepass.audit.answer.LogList;
import dev.edgepass.audit.answer.PathAnswer;
import dev.edgepass.audit.answer.ProofAnswer;
import dev.edgepass.issuer.audit.AuditConsumer.Question;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.AnswerCutOff;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.OpaqueSubject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit}: what happened, for auditors. */
@RestController
@RequestMapping("/api/v1/media/audit")
class AuditController {
    private static final List<String> STREAMS = List.of("application/x-ndjson", "text/csv");
    private static final int MAX_FILE = 100;

    private final AuditConsumer consumer;
    private final LinkAudit links;
    private final OpaqueSubject subjects;

    AuditController(AuditConsumer consumer, LinkAudit links, OpaqueSubject subjects) {
        this.consumer = consumer;
        this.links = links;
        this.subjects = subjects;
    }

    @GetMapping("/log")
    LogList logs() {
        return consumer.ask(Question.get(Map.of(), "log"), LogList.class);
    }

    /** The files of a log, as tlog-tiles names them. */
    @GetMapping("/log/{id}/{*file}")
    ResponseEntity<byte[]> file(@PathVariable String id, @PathVariable String file) {
        if (file.length() > MAX_FILE) {
            throw ProblemType.NOT_FOUND.because("A log has no file of that path.");
        }
        List<String> path = new ArrayList<>(List.of("log", AuditParameters.log("id", id)));
        path.addAll(List.of(file.substring(1).split("/", -1)));
        byte[] bytes = consumer.bytes(new Question("GET", path, Map.of(), AuditConsumer.USUAL));
        boolean isNote = file.equals("/checkpoint");
        return ResponseEntity.ok()
                .contentType(
                        isNote
                                ? new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)
                                : MediaType.APPLICATION_OCTET_STREAM)
                .body(bytes);
    }

    /** Seals every log up to its end. */
    @PostMapping("/seal")
    LogList seal() {
        return consumer.askWriter(
                new Question("POST", List.of("seal"), Map.of(), AuditConsumer.SEALING), LogList.class);
    }

    /** A page; with {@code Accept: application/x-ndjson} or {@code text/csv} a stream of all. */
    @GetMapping("/events")
    @Nullable
    EventPage events(
            AuditEventQuery query,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @AuthenticationPrincipal Caller caller,
            HttpServletResponse response)
            throws IOException {
        Question question = Question.get(query.parse(subjects, caller), "events");
        for (String mediaType : STREAMS) {
            if (accept != null && accept.contains(mediaType)) {
                stream(consumer.stream(question, mediaType), mediaType, response);
                return null;
            }
        }
        return consumer.ask(question, EventPage.class);
    }

    private void stream(InputStream stream, String mediaType, HttpServletResponse response) throws IOException {
        response.setContentType(mediaType);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            consumer.copy(stream, response.getOutputStream());
        } catch (AnswerCutOff e) {
            if (response.isCommitted()) {
                throw e;
            }
            response.resetBuffer();
            response.setContentType(null);
            throw AuditConsumer.unavailable("its answer broke off", e);
        }
    }

    @GetMapping("/tokens/{jti}")
    AuditedToken token(
            @PathVariable String jti,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String path) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("at", AuditParameters.moment(at));
        parameters.put(
                "path", path == null ? null : RequestedPath.key("path", path).value());
        return consumer.ask(Question.get(parameters, "tokens", AuditParameters.id("jti", jti)), AuditedToken.class);
    }

    @GetMapping("/links/{id}")
    LinkAudit.Answer link(@PathVariable String id, @RequestParam(required = false) @Nullable String at) {
        return links.of(AuditParameters.id("id", id), AuditParameters.moment(at));
    }

    @GetMapping("/paths")
    PathAnswer path(
            @RequestParam String path,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("path", RequestedPath.key("path", path).value());
        parameters.put("at", AuditParameters.moment(at));
        parameters.put("cursor", cursor == null ? null : AuditParameters.cursor(cursor));
        parameters.put("limit", AuditParameters.limit(limit));
        return consumer.ask(Question.get(parameters, "paths"), PathAnswer.class);
    }

    @GetMapping("/proofs")
    ProofAnswer proof(@RequestParam String log, @RequestParam long offset) {
        if (offset < 0) {
            throw ProblemType.invalid("offset", offset + " (expected: 0 or more)");
        }
        return consumer.ask(
                Question.get(Map.of("log", AuditParameters.log("log", log), "offset", offset), "proofs"),
                ProofAnswer.class);
    }
}
