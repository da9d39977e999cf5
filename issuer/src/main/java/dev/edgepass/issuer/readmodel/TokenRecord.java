package dev.edgepass.issuer.readmodel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edgepass.feed.Handle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token grants, as the consumer keeps it ({@code ep:token:<jti>}).
 *
 * @param jti of the key
 * @param position claim {@code pos}
 * @param issuedAt seconds since the epoch
 * @param expiresAt seconds since the epoch
 */
public record TokenRecord(
        @JsonIgnore String jti,
        String subject,
        @Nullable String tenant,
        @Nullable String link,
        List<String> paths,
        long position,
        long issuedAt,
        long expiresAt) {

    TokenRecord withJti(String jti) {
        return new TokenRecord(jti, subject, tenant, link, paths, position, issuedAt, expiresAt);
    }

    public boolean isLive(Instant now) {
        return expiresAt > now.getEpochSecond();
    }

    /** The handles that the token carries itself, as {@link Handle#of(dev.edgepass.token.MediaClaims)} has them. */
    public List<Handle> handles() {
        List<Handle> handles = new ArrayList<>(5);
        handles.add(Handle.ALL);
        handles.add(new Handle(Handle.Kind.TOKEN, jti));
        handles.add(new Handle(Handle.Kind.SUBJECT, subject));
        if (link != null) {
            handles.add(new Handle(Handle.Kind.LINK, link));
        }
        if (tenant != null) {
            handles.add(new Handle(Handle.Kind.TENANT, tenant));
        }
        return handles;
    }
}
