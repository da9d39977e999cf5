package dev.edgepass.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIdentityTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @TempDir
    private Path folder;

    @Test
    void a_login_is_signed_with_the_key_in_the_public_jwks() throws Exception {
        SignedJWT jwt = SignedJWT.parse(identity().token(Login.user("ann", List.of("projects/42/")), NOW));

        JWKSet keys = JWKSet.load(folder.resolve("login-public.jwks").toFile());
        assertThat(keys.containsNonPublicKeys()).isFalse();
        assertThat(jwt.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(jwt.getHeader().toJSONObject()).containsEntry("alg", "ES256").containsEntry("typ", "JWT");
        assertThat(jwt.getJWTClaimsSet().toJSONObject())
                .containsEntry("iss", "edgepass-local-identity")
                .containsEntry("aud", "edgepass-issuer")
                .containsEntry("sub", "ann")
                .containsEntry("paths", List.of("projects/42/"))
                .containsEntry("iat", 1_800_000_000L)
                .containsEntry("exp", 1_800_043_200L)
                .doesNotContainKey("roles");
    }

    @Test
    void a_user_without_paths_gets_none_and_an_admin_gets_all() throws Exception {
        SignedJWT user = SignedJWT.parse(identity().token(Login.user("ann", List.of()), NOW));
        SignedJWT admin = SignedJWT.parse(identity().token(Login.admin("bob", List.of()), NOW));

        assertThat(user.getJWTClaimsSet().getClaim("paths")).isNull();
        assertThat(admin.getJWTClaimsSet().getStringListClaim("paths")).containsExactly("*");
        assertThat(admin.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("admin", "auditor");
    }

    @Test
    void the_key_is_kept_and_only_its_owner_may_read_it() throws Exception {
        String kid = SignedJWT.parse(identity().token(Login.user("ann", List.of()), NOW))
                .getHeader()
                .getKeyID();

        assertThat(SignedJWT.parse(identity().token(Login.user("ann", List.of()), NOW))
                        .getHeader()
                        .getKeyID())
                .isEqualTo(kid);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("login.jwk"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_key_file_that_others_may_read_is_refused() throws Exception {
        identity();
        Files.setPosixFilePermissions(folder.resolve("login.jwk"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::identity).isInstanceOf(StartFailure.class).hasMessageContaining("rw-r--r--");
    }

    private LocalIdentity identity() {
        return LocalIdentity.of(folder.resolve("login.jwk"), folder.resolve("login-public.jwks"));
    }
}
