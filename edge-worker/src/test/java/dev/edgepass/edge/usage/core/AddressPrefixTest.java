package dev.edgepass.edge.usage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPrefixTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "0.0.0.0",
                "255.255.255.255",
                "::ffff:192.0.2.7",
                "::FFFF:192.0.2.7",
                "2001:db8:85a3:8d3:1319:8a2e:370:7348",
                "2001:DB8::1",
                "2001:db8:1::",
                "2001::5:6:7",
                "::1",
                "::",
                "1::",
                "fe80:0:0:1::1"
            })
    void the_prefix_is_the_addresss_first_bits(String address) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(address).getAddress();

        assertThat(AddressPrefix.of(address))
                .isEqualTo(new String(Arrays.copyOf(bytes, bytes.length == 4 ? 3 : 6), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "1.2.3",
                "256.1.1.1",
                "1..2.3",
                ".1.2.3",
                "a.b.c.d",
                "-1.2.3.4",
                "99999999999.1.1.1",
                "12345::1",
                "2001:db8g::1",
                "2001 :db8::1",
                "::ffff:1.2"
            })
    void text_that_is_no_address_has_none(String text) {
        assertThat(AddressPrefix.of(text)).isNull();
    }
}
