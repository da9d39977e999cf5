package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private final TrustedProxies proxies = proxies("127.0.0.0/8", "::1", "10.1.0.0/16", "192.0.2.128/25", "fc00::/7");

    @Test
    void those_in_a_network_and_those_that_are_named_are_trusted() {
        for (String address : List.of(
                "127.0.0.1",
                "127.9.9.9",
                "::ffff:127.0.0.1",
                "10.1.255.1",
                "192.0.2.128",
                "192.0.2.255",
                "::1",
                "0:0:0:0:0:0:0:1",
                "fd00::5")) {
            assertThat(proxies.include(address)).as(address).isTrue();
        }
        assertThat(proxies("0.0.0.0/0").include("192.0.2.1")).isTrue();
    }

    @Test
    void nobody_else_is() {
        for (String address : List.of(
                "10.2.0.1",
                "192.0.2.127",
                "::ffff:192.0.2.1",
                "2001:db8::1",
                "::2",
                "::127.0.0.1",
                "fe00::1",
                "localhost",
                "127.1",
                "")) {
            assertThat(proxies.include(address)).as(address).isFalse();
        }
        assertThat(proxies().include("127.0.0.1")).isFalse();
        assertThat(proxies("0.0.0.0/0").include("2001:db8::1")).isFalse();
    }

    private static TrustedProxies proxies(String... networks) {
        return new TrustedProxies(Stream.of(networks).map(IpNetwork::valueOf).toList());
    }
}
