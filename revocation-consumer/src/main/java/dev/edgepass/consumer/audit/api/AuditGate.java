package dev.edgepass.consumer.audit.api;

import dev.edgepass.consumer.audit.question.NotAnswered;
import dev.edgepass.jdk.SecretFile;
import dev.edgepass.jdk.Sha256;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who has the secret, before anything of the request is read, and so many at a time that health and metrics keep their threads.
 */
public final class AuditGate extends OncePerRequestFilter {
    /** Of the 8 threads of the server. */
    static final int MOST_CALLS = 5;

    private static final String BEARER = "Bearer ";
    private static final int SHORTEST_SECRET = 32;

    private final byte[] expected;
    private final AuditProblems problems;
    private final Semaphore calls = new Semaphore(MOST_CALLS);

    /**
     * @param secretFile which only its owner reads
     * @throws IllegalStateException where others may read the file
     * @throws IllegalArgumentException where it has no secret
     */
    public AuditGate(Path secretFile, AuditProblems problems) {
        String secret = SecretFile.load(secretFile).strip();
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("edgepass.audit.secret-file: " + secretFile + " has " + secret.length()
                    + " characters (expected: at least " + SHORTEST_SECRET + ")");
        }
        this.expected = Sha256.hash(BEARER + secret);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        // Hashes of one length: how long a comparison takes says nothing of the secret.
        if (shown == null || !MessageDigest.isEqual(expected, Sha256.hash(shown))) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        if (!calls.tryAcquire()) {
            problems.write(
                    response,
                    new NotAnswered(
                            NotAnswered.Code.AUDIT_UNAVAILABLE, "Too many questions at once. Try again shortly."));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            calls.release();
        }
    }
}
