package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void an_ipv6_network_is_one_address() {
        assertThat(ClientAddress.of("2001:db8:1:2:3:4:5:6")).isEqualTo(ClientAddress.of("2001:DB8:1:2::1"));
        assertThat(ClientAddress.of("2001:db8:1:2::1")).isNotEqualTo(ClientAddress.of("2001:db8:1:3::1"));
    }

    @Test
    void an_ipv4_address_is_itself_however_it_is_written() {
        assertThat(ClientAddress.of("192.0.2.7")).isEqualTo(ClientAddress.of("::ffff:192.0.2.7"));
        assertThat(ClientAddress.of("192.0.2.7")).isNotEqualTo(ClientAddress.of("192.0.2.8"));
    }

    @Test
    void what_isnt_one_address_is_unknown() {
        for (String text : List.of(
                "",
                "localhost",
                "unknown",
                "999.1.1.1",
                "010.0.0.1",
                "1.2.3",
                "3221226007",
                "0x7f.0.0.1",
                "192.0.2.7, 192.0.2.8",
                "192.0.2.7 192.0.2.8",
                "192.0.2.7:443",
                "[2001:db8::1]",
                "2001:db8::1%eth0",
                "2001:db8::1::2",
                ":::",
                "::ffff:999.0.2.7",
                "1:".repeat(10_000),
                "192.0.2.7\u0000",
                "\u0661.2.3.4")) {
            assertThat(ClientAddress.of(text)).as(text).isEqualTo(ClientAddress.UNKNOWN);
        }
    }
}
