package dev.edgepass.issuer.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackendAddressTest {
    @Test
    void a_private_name_with_private_addresses_is_asked() {
        assertThatCode(() -> require("http://app:3000/p", true, "10.0.0.7", "fd00::7"))
                .doesNotThrowAnyException();
        assertThatCode(() -> require("http://localhost/p", false, "127.0.0.1", "::1"))
                .doesNotThrowAnyException();
    }

    @Test
    void a_private_name_with_one_public_address_is_not_asked() {
        assertThatThrownBy(() -> require("http://app.internal/p", true, "10.0.0.7", "203.0.113.9"))
                .isInstanceOf(IOException.class)
                .hasMessage("app.internal has the address 203.0.113.9, which isn't private: nothing was sent there");
        assertThatThrownBy(() -> require("http://app/p", true, "2001:db8::1")).hasMessageContaining("isn't private");
    }

    @Test
    void this_machines_name_with_another_machines_address_is_not_asked() {
        assertThatThrownBy(() -> require("http://localhost/p", false, "10.0.0.7"))
                .hasMessageContaining("isn't private");
    }

    @Test
    void over_https_the_certificate_decides_and_no_name_is_looked_up() {
        BackendAddress address = address("https://app.example/p", true, host -> {
            throw new AssertionError("looked up " + host);
        });

        assertThatCode(address::require).doesNotThrowAnyException();
    }

    @Test
    void a_name_without_an_address_is_not_asked() {
        BackendAddress address = address("http://app/p", true, host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(address::require).hasMessage("no address of app").hasRootCauseMessage("app");
    }

    @Test
    void names_are_looked_up_by_so_many_threads_at_once_and_each_for_so_long() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        BackendAddress address = address("http://app/p", true, Duration.ofMillis(50), host -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return InetAddress.getAllByName("127.0.0.1");
        });

        assertThatThrownBy(address::require).hasMessage("no address of app in PT0.05S");
        assertThatThrownBy(address::require).hasMessage("no address of app in PT0.05S");
        assertThatThrownBy(address::require).hasMessage("too many lookups of app under way");
        over.countDown();
    }

    @Test
    void each_question_is_judged_anew() throws Exception {
        InetAddress[] now = {InetAddress.getByName("10.0.0.7")};
        BackendAddress address = address("http://app/p", true, host -> now);

        address.require();
        now[0] = InetAddress.getByName("203.0.113.9");

        assertThatThrownBy(address::require).hasMessageContaining("203.0.113.9");
    }

    private static void require(String url, boolean privateHttp, String... addresses) throws IOException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
        }
        address(url, privateHttp, host -> {
                    assertThat(host).isEqualTo(URI.create(url).getHost());
                    return all;
                })
                .require();
    }

    private static BackendAddress address(String url, boolean privateHttp, BackendAddress.Names names) {
        return address(url, privateHttp, Duration.ofSeconds(10), names);
    }

    private static BackendAddress address(
            String url, boolean privateHttp, Duration timeout, BackendAddress.Names names) {
        CallOutSettings settings = new CallOutSettings(URI.create(url), privateHttp, "s", timeout, Duration.ZERO, 1);
        return new BackendAddress(URI.create(url), settings, names);
    }
}
