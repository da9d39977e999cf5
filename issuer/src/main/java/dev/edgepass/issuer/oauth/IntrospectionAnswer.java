package dev.edgepass.issuer.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.token.MediaClaims;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 7662 section 2.2: the token's claims by their own names, and of a token that isn't good nothing but that.
 *
 * @param scope {@code pth} as one string, separated by spaces; a space inside of a path is {@code %20}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntrospectionAnswer(
        boolean active,
        @JsonProperty("token_type") @Nullable String tokenType,
        @Nullable String scope,
        @Nullable String iss,
        @Nullable String aud,
        @Nullable String sub,
        @Nullable String jti,
        @Nullable Long iat,
        @Nullable Long exp,
        @Nullable Long pos,
        @Nullable String lnk,
        @Nullable String tnt,
        @Nullable List<String> pth,
        @Nullable Boolean dl,
        @Nullable List<String> org) {
    static final IntrospectionAnswer INACTIVE = new IntrospectionAnswer(
            false, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    static IntrospectionAnswer of(MediaClaims claims) {
        return new IntrospectionAnswer(
                true,
                MediaClaims.TYPE,
                String.join(
                        " ",
                        claims.paths().stream()
                                .map(path -> path.replace("%", "%25").replace(" ", "%20"))
                                .toList()),
                claims.issuer(),
                claims.audience(),
                claims.subject(),
                claims.id(),
                claims.issuedAt(),
                claims.expiresAt(),
                claims.position(),
                claims.link(),
                claims.tenant(),
                claims.paths(),
                claims.downloadAllowed(),
                claims.origins().isEmpty() ? null : claims.origins());
    }
}
