package dev.edgepass.issuer.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Headers of every answer, before anything else decides on it: no client guesses another type, and no cache keeps it unless the answer says otherwise. What a browser
 * needs for a page is in {@link Pages}. In the place of Spring Security's writer, which waits for the answer's first byte and so wraps its stream.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerHeaders extends OncePerRequestFilter {
    private static final String A_YEAR = "max-age=31536000; includeSubDomains";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", A_YEAR);
        }
        chain.doFilter(request, response);
    }
}
