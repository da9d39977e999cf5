package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.limit.IpNetwork;
import dev.edgepass.issuer.limit.LimitSettings;
import dev.edgepass.issuer.limit.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
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
    private static final TrustedProxies LOOPBACK =
            new TrustedProxies(List.of(IpNetwork.valueOf("127.0.0.0/8"), IpNetwork.valueOf("::1/128")));

    private final @Nullable String header;
    private final TrustedProxies proxies;

    ClientAddresses(LimitSettings settings) {
        header = settings.addressHeader();
        proxies = new TrustedProxies(settings.trustedProxies());
    }

    /** A header that comes twice, or holds anything but one address, tells nothing: then some of it may be the client's own words. */
    ClientAddress of(HttpServletRequest request) {
        String connection = withoutZone(request.getRemoteAddr());
        if (header == null || header.isEmpty() || !proxies.include(connection)) {
            return ClientAddress.of(connection);
        }
        List<String> told = Collections.list(request.getHeaders(header));
        return switch (told.size()) {
            case 0 -> ClientAddress.of(connection);
            case 1 -> ClientAddress.of(told.get(0).trim());
            default -> ClientAddress.UNKNOWN;
        };
    }

    /** Whether the call comes from this machine, and no proxy says that it hands on another one's. */
    boolean isLocal(HttpServletRequest request) {
        String connection = withoutZone(request.getRemoteAddr());
        return LOOPBACK.include(connection) && of(request).equals(ClientAddress.of(connection));
    }

    /** Where a link-local address holds: {@code fe80::1%eth0}. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
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
