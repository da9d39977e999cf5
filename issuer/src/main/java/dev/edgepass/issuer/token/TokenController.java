package dev.edgepass.issuer.token;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /access-token}: a media token for a login. */
@RestController
class TokenController {
    private final PathPolicy policy;
    private final TokenSettings settings;
    private final EdgeSettings edge;
    private final OpaqueSubject subjects;
    private final ReadModel readModel;
    private final TokenMint mint;

    /**
     * @param ttl ISO 8601 duration; the longest allowed where there is none
     */
    record Request(
            @Nullable List<@Nullable String> paths,
            @Nullable String ttl) {}

    TokenController(
            PathPolicy policy,
            TokenSettings settings,
            EdgeSettings edge,
            OpaqueSubject subjects,
            ReadModel readModel,
            TokenMint mint) {
        this.policy = policy;
        this.settings = settings;
        this.edge = edge;
        this.subjects = subjects;
        this.readModel = readModel;
        this.mint = mint;
    }

    @PostMapping("/api/v1/media/access-token")
    ResponseEntity<TokenAnswer> create(@RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        RequestedPaths paths = RequestedPaths.parse(request.paths);
        Duration ttl = TokenLife.parseTtl(request.ttl, settings.maxLifetime());
        VisiblePaths visible = policy.visibleTo(caller, paths.scopes());
        visible.firstHidden(paths.scopes()).ifPresent(hidden -> {
            throw ProblemType.PATH_NOT_ALLOWED.because("This login doesn't open " + hidden
                    + ". Ask for a path inside of those it names." + visible.hint());
        });
        MintOrder order = MintOrder.ofLogin(subjects, caller.tenant(), caller.subject(), paths, true);
        MintedToken minted = mint.mint(order, ttl, readModel.snapshot(order.handles(), null));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(TokenAnswer.of(minted, edge));
    }
}
