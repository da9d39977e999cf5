package dev.edgepass.issuer.sharelink.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.media.UploadPermission;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.sharelink.LinkSecret;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /upload-links} for those who hold one: public. Secrets and sessions travel in bodies, so that no access log has them. */
@RestController
@RequestMapping(UploaderController.PATH)
class UploaderController {
    static final String PATH = "/api/v1/media/upload-links";

    private final UploadPermission permission;
    private final UploadSessions sessions;
    private final Uploads uploads;

    record SessionAnswer(String session, Instant expiresAt, LinkAnswer link) {
        /** Without the session. */
        @Override
        public String toString() {
            return "SessionAnswer";
        }
    }

    /**
     * What an uploader wants to know of the link.
     *
     * @param filesLeft how many more it takes
     * @param bytesLeft how many more it takes
     * @param maxFileBytes size of the largest file
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LinkAnswer(
            @Nullable String label,
            @Nullable Instant expiresAt,
            int maxFiles,
            long maxBytes,
            long filesLeft,
            long bytesLeft,
            long maxFileBytes) {}

    /** @param partSize bytes of each of its parts but the last, which has the rest */
    record FileAnswer(String id, String name, long size, int partSize, int parts) {}

    record FilesAnswer(List<FileAnswer> files, long filesLeft, long bytesLeft) {}

    /**
     * @param state {@code uploading}, {@code waiting} (for the link's owner) or {@code gone}
     * @param size as the members after it, of a file that is on its way
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileState(
            String id,
            String state,
            @Nullable Long size,
            @Nullable Integer partSize,
            @Nullable Integer parts) {}

    record StateAnswer(List<FileState> files, long filesLeft, long bytesLeft) {}

    /** @param headers to be sent as they are; HTTP clients set {@code content-length} themselves */
    record PartAnswer(int number, String url, String method, Map<String, String> headers, Instant expiresAt) {
        /** Without the URL: its holder may upload. */
        @Override
        public String toString() {
            return "PartAnswer[" + number + "]";
        }
    }

    record PartsAnswer(List<PartAnswer> parts) {}

    record CompleteAnswer(String id, String state) {}

    UploaderController(UploadPermission permission, UploadSessions sessions, Uploads uploads) {
        this.permission = permission;
        this.sessions = sessions;
        this.uploads = uploads;
    }

    @PostMapping("/sessions")
    ResponseEntity<SessionAnswer> open(@RequestBody UploaderRequest.Session request, ClientAddress address) {
        if (request.secret() == null) {
            throw ProblemType.invalid("secret", "missing (expected: the upload link's secret)");
        }
        permission.requireQuarantine();
        UploadSessions.Opened opened =
                sessions.open(new LinkSecret(request.secret()), LinkPassword.parse(request.password()), address);
        LinkTerms terms = opened.link().terms();
        LinkTerms.Upload limits = Uploads.limits(opened.link());
        Reservations.Used used = uploads.used(opened.link());
        return created(new SessionAnswer(
                opened.text(),
                opened.expiresAt(),
                new LinkAnswer(
                        terms.label(),
                        terms.expiresAt(),
                        limits.maxFiles(),
                        limits.maxBytes(),
                        used.filesLeft(limits),
                        used.bytesLeft(limits),
                        FileParts.MOST_BYTES)));
    }

    @PostMapping("/files")
    ResponseEntity<FilesAnswer> begin(@RequestBody UploaderRequest.Files request) {
        LinkRecord link = require(request.session());
        List<Uploads.Announced> announced = request.parse(link.terms().paths().get(0));
        Uploads.Begun begun = uploads.begin(link, announced);
        List<FileAnswer> files = new ArrayList<>();
        begun.files()
                .forEach((id, file) -> files.add(new FileAnswer(
                        id,
                        Objects.requireNonNull(file.words()).name(),
                        file.size(),
                        FileParts.PART_BYTES,
                        file.parts().number())));
        LinkTerms.Upload limits = Uploads.limits(link);
        return created(new FilesAnswer(
                files, begun.used().filesLeft(limits), begun.used().bytesLeft(limits)));
    }

    @PostMapping("/files/state")
    ResponseEntity<StateAnswer> state(@RequestBody UploaderRequest.State request) {
        LinkRecord link = require(request.session());
        List<String> ids = request.parse();
        Reservations.Used used = uploads.used(link);
        Map<String, Reservation> found = uploads.state(link, ids);
        LinkTerms.Upload limits = Uploads.limits(link);
        return ok(new StateAnswer(
                ids.stream().map(id -> state(id, found.get(id))).toList(),
                used.filesLeft(limits),
                used.bytesLeft(limits)));
    }

    private static FileState state(String id, @Nullable Reservation file) {
        if (file == null) {
            return new FileState(id, "gone", null, null, null);
        }
        return file.state() == Reservation.State.UPLOADING
                ? new FileState(
                        id,
                        file.state().name().toLowerCase(Locale.ROOT),
                        file.size(),
                        FileParts.PART_BYTES,
                        file.parts().number())
                : new FileState(id, "waiting", null, null, null);
    }

    @PostMapping("/parts")
    ResponseEntity<PartsAnswer> parts(@RequestBody UploaderRequest.Parts request) {
        LinkRecord link = require(request.session());
        List<Integer> numbers = request.parse();
        List<Quarantine.Signed> signed = uploads.parts(link, UploaderRequest.id(request.id()), numbers);
        List<PartAnswer> parts = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            Quarantine.Signed one = signed.get(i);
            parts.add(new PartAnswer(numbers.get(i), one.url(), "PUT", one.headers(), one.expiresAt()));
        }
        return ok(new PartsAnswer(parts));
    }

    @PostMapping("/files/complete")
    ResponseEntity<CompleteAnswer> complete(@RequestBody UploaderRequest.Complete request) {
        LinkRecord link = require(request.session());
        String id = UploaderRequest.id(request.id());
        uploads.complete(link, id, request.etags());
        return ok(new CompleteAnswer(id, "waiting"));
    }

    @PostMapping("/files/cancel")
    ResponseEntity<Void> cancel(@RequestBody UploaderRequest.Cancel request) {
        uploads.cancel(require(request.session()), UploaderRequest.id(request.id()));
        return ResponseEntity.noContent().build();
    }

    private LinkRecord require(@Nullable String session) {
        permission.requireQuarantine();
        return sessions.require(session);
    }

    private static <T> ResponseEntity<T> created(T body) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    private static <T> ResponseEntity<T> ok(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
