package dev.edgepass.issuer.sharelink.viewer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.media.MediaObjects;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.sharelink.LinkSecret;
import dev.edgepass.issuer.sharelink.ShareLinkController;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.token.EdgeSettings;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.issuer.token.TokenAnswer;
import dev.edgepass.issuer.views.UsageSecrets;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /share-links} for those who hold one: public. Secrets and tokens travel in bodies, so that no access log has them. */
@RestController
@RequestMapping(ShareLinkController.PATH)
class LinkAccessController {
    private final LinkExchange exchange;
    private final Takedowns takedowns;
    private final MediaObjects objects;
    private final EdgeSettings edge;
    private final UsageSecrets usage;

    /**
     * The secret, and the link's password where it has one; or a token to renew; or the secret with a token that the viewer had earlier.
     *
     * @param password ignored where the link has none
     */
    record AccessRequest(
            @Nullable String secret,
            @Nullable String password,
            @Nullable String token) {
        /** Without them. */
        @Override
        public String toString() {
            return "AccessRequest";
        }
    }

    record ObjectsRequest(
            @Nullable String token,
            @Nullable String cursor,
            @Nullable Integer limit) {
        /** Without the token. */
        @Override
        public String toString() {
            return "ObjectsRequest";
        }
    }

    /**
     * What a viewer wants to know of the link.
     *
     * @param viewsCounted whether the link's owner is told of views
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ViewedLink(
            List<String> paths,
            @Nullable String label,
            @Nullable Instant linkExpiresAt,
            boolean allowDownload,
            boolean viewsCounted) {}

    record LinkTokenAnswer(
            @JsonUnwrapped TokenAnswer token, @JsonUnwrapped ViewedLink link) {}

    /**
     * A page of the listing; the first one says what the link is like now.
     *
     * @param baseUrl of the token, as {@link TokenAnswer} has it; null on later pages
     * @param linkPosition of the link's last change, or of a later revocation of a file or folder that it opens: a token with a lower {@code position} may have been issued
     *     under other terms, or a browser's cache may have under it what was taken down since; null on later pages
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LinkObjects(
            @JsonUnwrapped MediaObjects.Page page,
            @JsonUnwrapped @Nullable ViewedLink link,
            @Nullable String baseUrl,
            @Nullable Long linkPosition) {
        /** Without the token. */
        @Override
        public String toString() {
            return "LinkObjects[" + page.objects().size() + "]";
        }
    }

    LinkAccessController(
            LinkExchange exchange, Takedowns takedowns, MediaObjects objects, EdgeSettings edge, UsageSecrets usage) {
        this.exchange = exchange;
        this.takedowns = takedowns;
        this.objects = objects;
        this.edge = edge;
        this.usage = usage;
    }

    @PostMapping("/access-token")
    ResponseEntity<LinkTokenAnswer> open(@RequestBody AccessRequest request, ClientAddress address) {
        LinkExchange.Admission admission = admit(request, address);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new LinkTokenAnswer(TokenAnswer.of(admission.token(), edge), viewed(admission.link())));
    }

    private ViewedLink viewed(LinkRecord link) {
        LinkTerms terms = link.terms();
        return new ViewedLink(
                terms.paths(),
                terms.label(),
                terms.expiresAt(),
                terms.allowDownload(),
                usage.areSet() && !terms.uncounted());
    }

    private LinkExchange.Admission admit(AccessRequest request, ClientAddress address) {
        if (request.secret != null) {
            return exchange.open(
                    new LinkSecret(request.secret), LinkPassword.parse(request.password), request.token, address);
        }
        if (request.token == null) {
            throw ProblemType.invalid("secret", "missing (expected: the link's secret, or a token to renew)");
        }
        if (request.password != null) {
            throw ProblemType.invalid("password", "beside a token alone (expected: a token renews without it)");
        }
        return exchange.renew(request.token);
    }

    @PostMapping("/objects")
    LinkObjects objects(@RequestBody ObjectsRequest request) {
        if (request.token == null) {
            throw ProblemType.invalid("token", "missing (expected: the current media token)");
        }
        LinkExchange.Good good = exchange.requireGood(request.token);
        LinkRecord link = good.link();
        RequestedPaths paths = RequestedPaths.known(link.terms().paths());
        boolean isFirst = request.cursor == null;
        long position = isFirst
                ? Math.max(link.version(), takedowns.newest(paths, good.claims().position()))
                : 0;
        MediaObjects.Page page = objects.list(new VisiblePaths(paths.scopes()), "", request.cursor, request.limit);
        return isFirst
                ? new LinkObjects(page, viewed(link), edge.viewUrl(request.token), position)
                : new LinkObjects(page, null, null, null);
    }
}
