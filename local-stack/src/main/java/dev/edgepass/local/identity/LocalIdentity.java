package dev.edgepass.local.identity;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Issues login JWTs that the issuer accepts in its profile {@code local}: ES256, 12 hours. Thread-safe. */
public final class LocalIdentity {
    /** The scope that means every path. */
    public static final String EVERY_PATH = "*";

    /** The issuer's name in the profile {@code local}. */
    public static final String AUDIENCE = "edgepass-issuer";

    private static final String ISSUER = "edgepass-local-identity";
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final Es256 signer;

    private LocalIdentity(ECKey key) {
        this.signer = Es256.signer(key);
    }

    /** The identity whose key is in {@code privateKey} and whose JWKS is in {@code publicKeys}; both are made where they aren't there. */
    public static LocalIdentity of(Path privateKey, Path publicKeys) {
        ECKey key;
        try {
            key = KeyFile.loadOrCreate(privateKey);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure("The key of local logins can't be used: " + IoReason.with(e) + ".", e);
        }
        try {
            String jwks = new JWKSet(key.toPublicJWK()).toString();
            if (!Files.exists(publicKeys) || !Files.readString(publicKeys).equals(jwks)) {
                OwnerOnly.write(publicKeys, jwks);
            }
        } catch (IOException e) {
            throw new StartFailure("Can't write " + publicKeys + ": " + IoReason.of(e) + ".", e);
        }
        return new LocalIdentity(key);
    }

    /** A login JWT for {@code login}, issued at {@code now}. */
    public String token(Login login, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("sub", login.subject());
        if (!login.paths().isEmpty()) {
            claims.put("paths", login.paths());
        }
        if (!login.roles().isEmpty()) {
            claims.put("roles", login.roles());
        }
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        return signer.sign("JWT", JSONObjectUtils.toJSONString(claims));
    }

    /**
     * The claims of a login.
     *
     * @param paths scopes that the person may see; empty: none
     */
    public record Login(String subject, List<String> paths, List<String> roles) {
        private static final List<String> ADMIN_ROLES = List.of("admin", "auditor");

        public Login {
            paths = List.copyOf(paths);
            roles = List.copyOf(roles);
        }

        public static Login user(String subject, List<String> paths) {
            return new Login(subject, paths, List.of());
        }

        /** An auditor: sees every link and revocation, and changes nothing. */
        public static Login auditor(String subject, List<String> paths) {
            return new Login(subject, paths, List.of("auditor"));
        }

        /** An admin and auditor; sees every path where none is given. */
        public static Login admin(String subject, List<String> paths) {
            return new Login(subject, paths.isEmpty() ? List.of(EVERY_PATH) : paths, ADMIN_ROLES);
        }
    }
}
