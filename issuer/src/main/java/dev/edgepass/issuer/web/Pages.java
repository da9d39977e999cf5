package dev.edgepass.issuer.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages' addresses. They are static; what they show comes from the API. */
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {
    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addViewController("/").setViewName("forward:/index.html");
        views.addViewController("/admin").setViewName("forward:/admin.html");
        // What the build wrote into docs/openapi.json.
        views.addViewController("/api/v1/media/openapi.json").setViewName("forward:/openapi.json");
        // The secret in the address is for the page's script alone: it sends it in a body.
        views.addViewController("/s/{secret}").setViewName("forward:/share.html");
        // Mail programs and people add a slash.
        views.addViewController("/s/{secret}/").setViewName("forward:/share.html");
    }

    /** Pages of any origin may import the client module, which holds nothing secret (Fetch standard, CORS protocol). Nothing else here is readable across origins. */
    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping("/edgepass-client.js").allowedOrigins("*").allowedMethods("GET", "HEAD");
    }
}
