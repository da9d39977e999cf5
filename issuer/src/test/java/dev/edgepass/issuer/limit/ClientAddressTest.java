package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {
    @Test
    void an_ipv6_network_is_one_address() {
        assertThat(ClientAddress.of("2001:db8:1:2:3:4:5:6")).isEqualTo(ClientAddress.of("2001:db8:1:2::1%eth0"));
        assertThat(ClientAddress.of("2001:db8:1:2::1")).isNotEqualTo(ClientAddress.of("2001:db8:1:3::1"));
    }

    @Test
    void an_ipv4_address_is_itself_however_it_is_written() {
        assertThat(ClientAddress.of("192.0.2.7")).isEqualTo(ClientAddress.of("::ffff:192.0.2.7"));
        assertThat(ClientAddress.of("192.0.2.7")).isNotEqualTo(ClientAddress.of("192.0.2.8"));
    }

    @Test
    void a_name_isnt_looked_up_and_all_nonsense_is_alike() {
        assertThat(ClientAddress.of("localhost")).isEqualTo(ClientAddress.of("999.1.1.1"));
    }
}
