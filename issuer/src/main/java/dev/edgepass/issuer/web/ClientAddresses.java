package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.limit.LimitSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Whose connection it is, or what the trusted proxy says: for limits, and for every controller's parameter of type {@link ClientAddress}. */
@Component
class ClientAddresses implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private final @Nullable String header;

    ClientAddresses(LimitSettings settings) {
        header = settings.addressHeader();
    }

    ClientAddress of(HttpServletRequest request) {
        String told = header == null || header.isEmpty() ? null : request.getHeader(header);
        return ClientAddress.of(told == null ? request.getRemoteAddr() : told.trim());
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ClientAddress.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }
}
