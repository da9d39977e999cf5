package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitSettingsTest {
    private static final String PROXIES = "edgepass.limits.trusted-proxies";

    @Test
    void proxies_are_this_machine_and_private_networks_unless_others_are_named() {
        assertThat(bind(Map.of()).trustedProxies())
                .contains(IpNetwork.valueOf("127.0.0.0/8"), IpNetwork.valueOf("fc00::/7"));
        assertThat(bind(Map.of(PROXIES, "192.0.2.7, 2001:db8::/32")).trustedProxies())
                .containsExactly(IpNetwork.valueOf("192.0.2.7/32"), IpNetwork.valueOf("2001:db8::/32"));
        assertThat(bind(Map.of(PROXIES, "")).trustedProxies()).isEmpty();
    }

    @Test
    void what_is_no_network_is_refused_at_the_start_with_what_was_expected() {
        for (String text : List.of(
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "fc00::/129",
                "::ffff:10.0.0.0/104",
                "10.0.0/8",
                "proxy.example",
                "localhost/8",
                "*")) {
            assertThatThrownBy(() -> bind(Map.of(PROXIES, text)))
                    .as(text)
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(PROXIES)
                    .rootCause()
                    .hasMessageContaining("expected: ");
        }
    }

    private static LimitSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("edgepass.limits", LimitSettings.class);
    }
}
