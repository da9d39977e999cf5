package dev.edgepass.issuer.sharelink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.PublicSettings;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.media.PathCheck;
import dev.edgepass.issuer.media.UploadPermission;
import dev.edgepass.issuer.notice.NoticeDestinations;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.Views;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.sharelink.password.PasswordAttempts;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.issuer.views.CountedViews;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /share-links} for those who make them. */
@RestController
@RequestMapping(ShareLinkController.PATH)
public class ShareLinkController {
    public static final String PATH = "/api/v1/media/share-links";

    private final ShareLinks links;
    private final PathPolicy policy;
    private final PublicSettings settings;
    private final LinkLifetime lifetime;
    private final PasswordAttempts attempts;
    private final PathCheck pathCheck;
    private final Publications publications;
    private final Views views;
    private final NoticeDestinations destinations;
    private final UploadPermission uploads;
    private final Clock clock;

    /** The only answer that has secrets. */
    sealed interface Creation {}

    /** One link. */
    record Created(@JsonUnwrapped ShareLinkView link, String secret, String url) implements Creation {}

    /** One for each recipient, in the request's order. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CreatedTogether(
            String group,
            List<Created> shareLinks,
            @Nullable List<LinkWarning> warnings) implements Creation {}

    /**
     * One link.
     *
     * @param passwordLock whether passwords are refused, where it has one
     * @param views what the edge counted; absent where nothing is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Detailed(
            @JsonUnwrapped ShareLinkView link,
            PasswordAttempts.@Nullable Lock passwordLock,
            @Nullable CountedViews views) {}

    /** The answer where a link was closed, suspended or resumed: that of a revocation. */
    record Changed(String id, @JsonUnwrapped Publication publication) {}

    ShareLinkController(
            ShareLinks links,
            PathPolicy policy,
            PublicSettings settings,
            LinkLifetime lifetime,
            PasswordAttempts attempts,
            PathCheck pathCheck,
            Publications publications,
            Views views,
            NoticeDestinations destinations,
            UploadPermission uploads,
            Clock clock) {
        this.links = links;
        this.policy = policy;
        this.settings = settings;
        this.lifetime = lifetime;
        this.attempts = attempts;
        this.pathCheck = pathCheck;
        this.publications = publications;
        this.views = views;
        this.destinations = destinations;
        this.uploads = uploads;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Creation> create(@RequestBody ShareLinkRequest request, @AuthenticationPrincipal Caller caller) {
        Instant now = clock.instant();
        LinkTerms terms = request.parse(now, lifetime);
        if (terms.upload() != null) {
            uploads.require(caller);
        }
        destinations.require(terms.notices());
        List<Scope> scopes = RequestedPaths.known(terms.paths()).scopes();
        ShareLinks.requireVisible(policy, caller, scopes);
        if (request.recipients() != null) {
            return createEach(terms, request, now, caller);
        }
        String recipient = Recipients.parse(request.recipient());
        LinkPassword password = request.checkedPassword();
        PathCheck.Running check = look(terms);
        Created created = answer(links.create(terms, password, recipient, now, caller), warnings(check));
        return ResponseEntity.created(URI.create(PATH + "/" + created.link().id()))
                .eTag(new LinkVersion(created.link().position()).toETag())
                .cacheControl(CacheControl.noStore())
                .body(created);
    }

    private ResponseEntity<Creation> createEach(LinkTerms terms, ShareLinkRequest request, Instant now, Caller caller) {
        if (request.recipient() != null) {
            throw ProblemType.invalid("recipient", "beside recipients (expected: one of them)");
        }
        List<String> recipients = Recipients.parse(Objects.requireNonNull(request.recipients()));
        LinkPassword password = request.checkedPassword();
        PathCheck.Running check = look(terms);
        List<Created> created = links.createEach(terms, password, recipients, now, caller).stream()
                .map(one -> answer(one, List.of()))
                .toList();
        List<LinkWarning> warnings = warnings(check);
        String group = Objects.requireNonNull(created.get(0).link().group());
        return ResponseEntity.created(URI.create(PATH + "?group=" + group))
                .cacheControl(CacheControl.noStore())
                .body(new CreatedTogether(group, created, warnings.isEmpty() ? null : warnings));
    }

    /** The folder of an upload link may well be empty. */
    private PathCheck.Running look(LinkTerms terms) {
        return pathCheck.look(
                terms.upload() != null
                        ? List.of()
                        : RequestedPaths.known(terms.paths()).scopes());
    }

    static List<LinkWarning> warnings(PathCheck.Running check) {
        return check.unmatched().stream()
                .map(path -> LinkWarning.noObjects(path.value()))
                .toList();
    }

    private Created answer(ShareLinks.Created created, List<LinkWarning> warnings) {
        String page = created.link().kind().equals(ShareLinkRequest.UPLOAD) ? "/u/" : "/s/";
        return new Created(
                created.link().with(warnings),
                created.secret().text(),
                settings.base() + page + created.secret().text());
    }

    /** With the link's version as its ETag, but never 304: the status changes with the time too. */
    @GetMapping("/{id}")
    Detailed read(@PathVariable String id, @AuthenticationPrincipal Caller caller, HttpServletResponse response) {
        LinkRecord link = links.find(id, caller);
        response.setHeader(HttpHeaders.ETAG, new LinkVersion(link.version()).toETag());
        return new Detailed(
                links.view(link),
                link.terms().hasPassword() ? attempts.lock(id) : null,
                CountedViews.of(views.ofLink(id), !link.terms().uncounted(), link.createdAt()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Changed> close(
            @PathVariable String id,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        return answer(id, links.close(id, caller), PreferWait.of(prefer));
    }

    @DeleteMapping("/{id}/words")
    ResponseEntity<Void> eraseWords(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        links.eraseWords(id, caller);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/suspend")
    ResponseEntity<Changed> suspend(
            @PathVariable String id,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        return answer(id, links.suspend(id, caller), PreferWait.of(prefer));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<Changed> resume(
            @PathVariable String id,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        return answer(id, links.resume(id, caller), PreferWait.of(prefer));
    }

    private ResponseEntity<Changed> answer(String id, EventLog.Written written, PreferWait wait) {
        Publication publication = publications.await(written, wait.patience());
        return answer(publication, wait, new Changed(id, publication));
    }

    /** What takes something back answers 200 once the feed has it, and 202 while the log alone does. */
    public static <T> ResponseEntity<T> answer(Publication publication, PreferWait wait, T body) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(publication.isPublished() ? HttpStatus.OK : HttpStatus.ACCEPTED);
        wait.tell(answer::header);
        return answer.body(body);
    }
}
