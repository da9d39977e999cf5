package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.Caller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whose request this thread works on. */
final class CurrentCaller {
    private CurrentCaller() {}

    /** Null where there is no login. */
    static @Nullable Caller get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }

    static Caller require() {
        return Objects.requireNonNull(get(), "no login");
    }
}
