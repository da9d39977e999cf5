package dev.edgepass.issuer.web;

import dev.edgepass.issuer.brand.Brand;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/** Serves the pages of links as their operator's: name and colour are there before any script, also where a link doesn't open. */
@Configuration(proxyBeanMethods = false)
class BrandPages implements WebMvcConfigurer {
    private final Brand brand;

    BrandPages(Brand brand) {
        this.brand = brand;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/" + Brand.SHARE_PAGE, "/" + Brand.UPLOAD_PAGE, Brand.FOLDER + "*")
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new Files());
    }

    private final class Files implements ResourceResolver {
        @Override
        public @Nullable Resource resolveResource(
                @Nullable HttpServletRequest request,
                String requestPath,
                List<? extends Resource> locations,
                ResourceResolverChain chain) {
            // The page's own has a slash, as its pattern has no wildcard.
            return brand.file(requestPath.startsWith("/") ? requestPath.substring(1) : requestPath);
        }

        @Override
        public @Nullable String resolveUrlPath(
                String resourcePath, List<? extends Resource> locations, ResourceResolverChain chain) {
            return null;
        }
    }
}
