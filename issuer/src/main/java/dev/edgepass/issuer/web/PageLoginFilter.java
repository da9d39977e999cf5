package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.CallerAuthentication;
import dev.edgepass.issuer.pagelogin.PageLogins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes a page's cookie for a login, where the request has no bearer token. */
final class PageLoginFilter extends OncePerRequestFilter {
    private final PageLogins logins;
    private final Endpoints endpoints;

    PageLoginFilter(PageLogins logins, Endpoints endpoints) {
        this.logins = logins;
        this.endpoints = endpoints;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null || endpoints.isEdge(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        logins.of(request::getHeader).ifPresent(caller -> {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new CallerAuthentication(caller));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }
}
