package dev.edgepass.issuer.pagelogin;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.key.Pepper;
import dev.edgepass.issuer.seal.SealedValue;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Cookies that are logins. Thread-safe. */
@Component
public final class PageLogins {
    /** Only a script of this origin can send it: a page of another one would have to ask first (Fetch standard, CORS protocol), and is refused. */
    static final String FROM_A_PAGE = "Edgepass-Page";

    private final SealedCookie<Kept> cookie;
    private final boolean offered;
    private final boolean taken;

    private record Kept(String subject, @Nullable String tenant, List<String> paths, Set<Role> roles) {}

    PageLogins(PageLoginSettings settings, Pepper pepper, Clock clock) {
        offered = settings.isSet();
        taken = offered || !settings.handOverOrigins().isEmpty();
        cookie = new SealedCookie<>(
                "edgepass",
                "Strict",
                settings.lifetime(),
                new SealedValue<>(Kept.class, pepper.derive("page-login"), clock),
                clock);
    }

    /** Whether a provider is configured. */
    public boolean areOffered() {
        return offered;
    }

    /** Whether a browser may have one at all: from a provider, or handed over by an app's page. */
    public boolean areTaken() {
        return taken;
    }

    /**
     * Whose cookie a request of a page of this origin has; any other request has none, whatever cookies it carries.
     *
     * @param header gives the request's header of a name; null where it has none
     */
    public Optional<Caller> of(Function<String, @Nullable String> header) {
        boolean ours = "same-origin".equals(header.apply("Sec-Fetch-Site")) && header.apply(FROM_A_PAGE) != null;
        return ours
                ? cookie.in(header.apply("Cookie"))
                        .map(kept -> new Caller(kept.subject(), kept.tenant(), kept.paths(), kept.roles()))
                : Optional.empty();
    }

    /** For {@code Set-Cookie}. */
    String cookieFor(Caller caller) {
        return cookie.with(new Kept(caller.subject(), caller.tenant(), caller.paths(), caller.roles()));
    }

    /** For {@code Set-Cookie}: deletes it in the browser. The cookie itself stays good until its end, for whoever has it. */
    String noCookie() {
        return cookie.without();
    }
}
