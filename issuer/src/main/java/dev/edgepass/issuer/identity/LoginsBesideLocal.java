package dev.edgepass.issuer.identity;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * The local identity and the app's backend side by side, for a developer's machine. The algorithm in the login's header chooses the one decoder that judges it: HS256 is
 * the backend's, all else is the local identity's. Each accepts its own algorithm only, and its reason for a refusal is the answer. Thread-safe.
 */
final class LoginsBesideLocal implements JwtDecoder {
    private final JwtDecoder local;
    private final JwtDecoder backend;

    LoginsBesideLocal(JwtDecoder local, JwtDecoder backend) {
        this.local = local;
        this.backend = backend;
    }

    @Override
    public Jwt decode(String login) {
        return (isHs256(login) ? backend : local).decode(login);
    }

    private static boolean isHs256(String login) {
        try {
            Header header = JWTParser.parse(login).getHeader();
            return JWSAlgorithm.HS256.equals(header.getAlgorithm());
        } catch (ParseException e) {
            return false;
        }
    }
}
