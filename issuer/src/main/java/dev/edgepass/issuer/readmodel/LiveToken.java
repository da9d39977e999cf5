package dev.edgepass.issuer.readmodel;

import dev.edgepass.feed.Handle;
import dev.edgepass.readmodel.TokenRecord;
import java.util.List;

/** One of {@link LiveTokens}. */
public record LiveToken(String jti, TokenRecord grant) {
    /** Those that the token carries itself. */
    public List<Handle> handles() {
        return Handle.ofToken(jti, grant.subject(), grant.link(), grant.tenant());
    }
}
