package dev.edgepass.consumer.audit.api;

import dev.edgepass.audit.answer.AuditedToken;
import dev.edgepass.audit.answer.EventPage;
import dev.edgepass.audit.answer.LinkAnswer;
import dev.edgepass.audit.answer.LogList;
import dev.edgepass.audit.answer.Moment;
import dev.edgepass.audit.answer.PathAnswer;
import dev.edgepass.audit.answer.ProofAnswer;
import dev.edgepass.consumer.archive.ArchivedLogs;
import dev.edgepass.consumer.audit.index.AuditIndex;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.LogNumber;
import dev.edgepass.consumer.audit.question.EventFilter;
import dev.edgepass.consumer.audit.question.EventQuestion;
import dev.edgepass.consumer.audit.question.LinkQuestion;
import dev.edgepass.consumer.audit.question.NotAnswered;
import dev.edgepass.consumer.audit.question.NotAnswered.Code;
import dev.edgepass.consumer.audit.question.PathQuestion;
import dev.edgepass.consumer.audit.question.TokenQuestion;
import dev.edgepass.token.ObjectKey;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code /internal/audit}, with the issuer's paths and parameters. */
@RestController
@RequestMapping(AuditController.PATH)
public final class AuditController {
    public static final String PATH = "/internal/audit";

    private static final int MOST_STREAMS = 2;
    private static final int STREAMED_AT_ONCE = 500;
    private static final int MAX_LIMIT = 1_000;
    private static final List<Integer> ISSUANCE = LogNumber.all().stream()
            .filter(number -> number >= LogNumber.ISSUANCE)
            .toList();

    private static final List<Integer> PUBLICATIONS = List.of(LogNumber.PUBLICATIONS);
    private static final List<Integer> BESIDE_CONTROL = LogNumber.all().stream()
            .filter(number -> number != LogNumber.CONTROL)
            .toList();

    private final AuditIndex index;
    private final Archives archives;
    private final Moments moments;
    private final InstantSource clock;
    private final JsonMapper json;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);

    /** @param archive null where there is none */
    public AuditController(
            AuditIndex index, Supplier<@Nullable ArchivedLogs> archive, InstantSource clock, JsonMapper json) {
        this.index = index;
        this.archives = new Archives(archive);
        this.moments = new Moments(index, clock);
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/log")
    LogList logs() {
        return archives.list();
    }

    @GetMapping("/log/{id}/{*path}")
    ResponseEntity<byte[]> file(@PathVariable String id, @PathVariable String path) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(archives.file(id, path.substring(1)));
    }

    @PostMapping("/seal")
    LogList seal() {
        return archives.seal();
    }

    @GetMapping("/proofs")
    ProofAnswer proof(@RequestParam String log, @RequestParam long offset) {
        if (offset < 0) {
            throw NotAnswered.invalid("offset", offset + " (expected: 0 or more)");
        }
        return archives.proof(log, offset);
    }

    @GetMapping("/events")
    @Nullable
    EventPage events(
            EventParameters parameters,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletResponse response)
            throws IOException {
        requireLimit(limit);
        EventStream stream = EventStream.of(accept);
        Instant asked = clock.instant();
        if (stream == null) {
            return page(parameters.filter(Long.MAX_VALUE), cursor, limit, asked);
        }
        stream(stream, parameters.filter(asked.toEpochMilli()), cursor, asked, response);
        return null;
    }

    /** What goes wrong on the way ends the answer before its end, so that no part looks like all. */
    private void stream(
            EventStream stream, EventFilter filter, @Nullable String from, Instant asked, HttpServletResponse response)
            throws IOException {
        if (!streams.tryAcquire()) {
            throw new NotAnswered(Code.AUDIT_UNAVAILABLE, "Too many streams at once. Try again later.");
        }
        try {
            EventPage page = page(filter, from, STREAMED_AT_ONCE, asked);
            response.setContentType(stream.mediaType());
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            OutputStream out = response.getOutputStream();
            out.write(stream.begin().getBytes(StandardCharsets.UTF_8));
            while (true) {
                StringBuilder lines = new StringBuilder();
                page.events().forEach(event -> lines.append(stream.line(event, json)));
                out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (page.next() == null) {
                    return;
                }
                page = page(filter, page.next(), STREAMED_AT_ONCE, asked);
            }
        } finally {
            streams.release();
        }
    }

    /** Of an index that has all that the logs had when it was asked: a part would look like all. */
    private EventPage page(EventFilter filter, @Nullable String cursor, int limit, Instant asked) {
        return moments.whole(
                LogNumber.all(),
                asked,
                reads -> new EventQuestion(reads, archives.sealed()).page(filter, cursor, limit));
    }

    @GetMapping("/tokens/{jti}")
    AuditedToken token(
            @PathVariable String jti,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String path) {
        ObjectKey key = path == null ? null : EventParameters.key(path);
        Moment moment = moments.of(at);
        return find(
                ISSUANCE,
                PUBLICATIONS,
                moment,
                reads -> new TokenQuestion(reads, archives.sealed()).answer(jti, moment, key),
                new NotAnswered(
                        Code.NOT_ISSUED_HERE,
                        "No token with this jti is in the issuance log, as far as that is indexed: " + begins() + "."));
    }

    @GetMapping("/links/{id}")
    LinkAnswer link(@PathVariable String id, @RequestParam(required = false) @Nullable String at) {
        Moment moment = moments.of(at);
        return find(
                List.of(LogNumber.CONTROL),
                // Else what it says of tokens may lack some.
                BESIDE_CONTROL,
                moment,
                reads -> new LinkQuestion(reads, archives.sealed()).answer(id, moment, clock.instant()),
                new NotAnswered(Code.LINK_NOT_FOUND, "There was no such share link then."));
    }

    @GetMapping("/paths")
    PathAnswer path(
            @RequestParam String path,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        requireLimit(limit);
        ObjectKey key = EventParameters.key(path);
        Moment moment = moments.of(at);
        return moments.whole(
                ISSUANCE, moment.time(), reads -> new PathQuestion(reads).answer(key, moment, cursor, limit));
    }

    /**
     * What isn't indexed yet isn't missing.
     *
     * @param logs that may have what is asked about
     * @param needed logs that an answer rests on, up to the moment
     */
    private <T> T find(
            List<Integer> logs,
            List<Integer> needed,
            Moment at,
            Function<IndexReads, Optional<T>> question,
            NotAnswered missing) {
        Instant asked = clock.instant();
        Optional<T> found = moments.whole(needed, at.time(), question);
        if (found.isEmpty()) {
            found = moments.whole(logs, asked, question);
        }
        return found.orElseThrow(() -> missing);
    }

    /** From which record of the issuance log on the index has it. */
    private String begins() {
        return index.read(reads -> ISSUANCE.stream()
                .map(number -> LogNumber.name(number) + " from "
                        + reads.state(number).map(IndexReads.LogState::first).orElse(0L))
                .reduce((one, other) -> one + ", " + other)
                .orElse(""));
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw NotAnswered.invalid("limit", limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
    }
}
