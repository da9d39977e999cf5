package dev.edgepass.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendUrlTest {
    private static final String PROPERTY = "the.url";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/media-policy",
                "HTTPS://app.example",
                "https://8.8.8.8/p",
                "http://127.0.0.1:8080/p",
                "http://127.1.2.3/p",
                "http://[::1]:8080/p",
                "http://localhost/p",
                "http://LOCALHOST/p"
            })
    void https_and_this_machine_are_always_safe(String url) {
        assertThat(isSafe(url, false)).isTrue();
        assertThat(isSafe(url, true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app:3000/p",
                "http://app-1/p",
                "http://APP/p",
                "http://host.docker.internal:3000/p",
                "http://app.internal/p",
                "http://nas.local/p",
                "http://app.localhost/p",
                "http://app.home.arpa/p",
                "http://10.0.0.1/p",
                "http://10.255.255.255/p",
                "http://172.16.0.1/p",
                "http://172.31.255.255/p",
                "http://192.168.1.20:3000/p",
                "http://169.254.1.1/p",
                "http://[fd00::1]/p",
                "http://[fc00::1]/p",
                "http://[fe80::1]/p",
                "http://[::ffff:10.0.0.1]/p"
            })
    void private_names_and_addresses_are_safe_where_the_operator_says_so(String url) {
        assertThat(isSafe(url, true)).isTrue();
        assertThat(isSafe(url, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // public names, and such as look private
                "http://app.example/p",
                "http://127.0.0.1.evil.example/p",
                "http://internal.evil.example/p",
                "http://evilinternal.example/p",
                "http://local.example/p",
                "http://home.arpa.example/p",
                "http://app.arpa/p",
                // a name's end that nobody but its owner reads like a private one
                "http://app./p",
                "http://app.internal./p",
                "http://app.example./p",
                "http://.internal/p",
                "http://app..internal/p",
                "http://app_1.internal/p",
                // public addresses, and such next to private ones
                "http://8.8.8.8/p",
                "http://11.0.0.1/p",
                "http://172.15.255.255/p",
                "http://172.32.0.1/p",
                "http://192.169.0.1/p",
                "http://169.255.0.1/p",
                "http://100.64.0.1/p",
                "http://0.0.0.0/p",
                "http://[::]/p",
                "http://[2001:db8::1]/p",
                "http://[fb00::1]/p",
                "http://[fe00::1]/p",
                "http://[fec0::1]/p",
                "http://[::ffff:8.8.8.8]/p",
                "http://[::ffff:808:808]/p",
                "http://[::10.0.0.1]/p",
                "http://[64:ff9b::10.0.0.1]/p",
                "http://[2002:a00:1::]/p",
                // one address, another spelling
                "http://2130706433/p",
                "http://167772161/p",
                "http://0177.0.0.1/p",
                "http://012.0.0.1/p",
                "http://0x7f.0.0.1/p",
                "http://0x7f000001/p",
                "http://127.1/p",
                "http://10.1/p",
                "http://10.0.0.01/p",
                "http://10.0.0.256/p",
                "http://10.0.0.1.2/p",
                // somebody else's URL
                "http://10.0.0.1@app.example/p",
                "http://app.internal@app.example/p",
                "http://u:hunter2@app/p",
                "https://u:hunter2@app.example/p",
                "http://app/p?key=hunter2",
                "http://app/p#hunter2",
                "ftp://app/p",
                "file:///p",
                "//app/p",
                "/p"
            })
    void anything_else_is_refused_and_not_quoted(String url) {
        for (boolean privateHttp : new boolean[] {true, false}) {
            assertThatThrownBy(() -> BackendUrl.require(URI.create(url), PROPERTY, privateHttp))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(PROPERTY + " isn't safe (expected: https://host/path, or http:// to ")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void the_scheme_does_not_make_a_name_safe_that_has_no_host() {
        assertThatCode(() -> BackendUrl.require(URI.create("https://app.example/p"), PROPERTY, true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> BackendUrl.require(URI.create("https:///p"), PROPERTY, true))
                .hasMessageContaining("isn't safe");
    }

    @Test
    void the_address_behind_a_name_is_judged_like_one_that_is_written() throws Exception {
        for (String near : new String[] {"127.0.0.1", "::1"}) {
            assertThat(BackendUrl.isNear(InetAddress.getByName(near), false)).isTrue();
        }
        for (String near : new String[] {"10.1.2.3", "192.168.0.1", "fd00::1", "fe80::1"}) {
            assertThat(BackendUrl.isNear(InetAddress.getByName(near), true)).isTrue();
            assertThat(BackendUrl.isNear(InetAddress.getByName(near), false)).isFalse();
        }
        for (String far : new String[] {"8.8.8.8", "2001:db8::1", "::ffff:8.8.8.8", "0.0.0.0", "100.64.0.1"}) {
            assertThat(BackendUrl.isNear(InetAddress.getByName(far), true)).isFalse();
        }
    }

    private static boolean isSafe(String url, boolean privateHttp) {
        try {
            BackendUrl.require(URI.create(url), PROPERTY, privateHttp);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
