package dev.edgepass.issuer.web;

import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.brand.Brand;
import dev.edgepass.issuer.token.EdgeSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.UrlPathHelper;

/** The pages' addresses. They are static; what they show comes from the API. */
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {
    private static final String UPLOAD_PAGE = "/" + Brand.UPLOAD_PAGE;

    private final String policy;
    private final String uploadPolicy;

    Pages(EdgeSettings edge, R2Settings store) {
        policy = policy(edge.origin(), edge.origin());
        uploadPolicy = policy(edge.origin(), store.origin());
    }

    private static String policy(String media, String connect) {
        // A blob: of a player is what its script appends; no other origin makes one for this page.
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' " + connect
                + "; img-src 'self' " + media + "; media-src blob: " + media
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** They run only their own scripts, and show only the edge's media; the upload page alone sends to the bucket store. */
    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                if (handler instanceof ResourceHttpRequestHandler) {
                    response.setHeader("Content-Security-Policy", isUpload(request) ? uploadPolicy : policy);
                    // The origin alone: the edge may ask for it (claim org), and the path can hold a link's secret.
                    response.setHeader("Referrer-Policy", "strict-origin");
                }
                return true;
            }
        });
    }

    private static boolean isUpload(HttpServletRequest request) {
        return UPLOAD_PAGE.equals(UrlPathHelper.defaultInstance.getPathWithinApplication(request));
    }

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addViewController("/").setViewName("forward:/index.html");
        views.addViewController("/admin").setViewName("forward:/admin.html");
        views.addViewController("/audit").setViewName("forward:/audit.html");
        // What the build wrote into docs/openapi.json.
        views.addViewController("/api/v1/media/openapi.json").setViewName("forward:/openapi.json");
        // The secret in the address is for the page's script alone: it sends it in a body.
        views.addViewController("/s/{secret}").setViewName("forward:/share.html");
        // Mail programs and people add a slash.
        views.addViewController("/s/{secret}/").setViewName("forward:/share.html");
        views.addViewController("/u/{secret}").setViewName("forward:/upload.html");
        views.addViewController("/u/{secret}/").setViewName("forward:/upload.html");
    }

    /** Pages of any origin may import the client module, which holds nothing secret (Fetch standard, CORS protocol). What else is readable is in {@link CrossOriginCalls}. */
    @Override
    public void addCorsMappings(CorsRegistry registry) {
        for (String module : List.of("/edgepass-client.js", "/edgepass-client/**")) {
            registry.addMapping(module).allowedOrigins("*").allowedMethods("GET", "HEAD");
        }
    }
}
