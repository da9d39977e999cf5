package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.local.testing.LoginPage;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages with logins on a host of their own: this machine by its name is the console, by its address it is where links are opened. */
class ConsoleHostIT {
    private static final LoginPage PROVIDER = new LoginPage();
    private static TestIssuer issuer;
    private static Api share;
    private static Api console;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.with(Map.of(
                "edgepass.console-url",
                "http://LocalHost/",
                "edgepass.page-login.issuer-uri",
                PROVIDER.issuer(),
                "edgepass.page-login.client-id",
                LoginPage.CLIENT));
        share = issuer.api();
        console = new Api("http://localhost:" + issuer.uri().getPort());
    }

    @AfterAll
    static void stop() {
        issuer.close();
        PROVIDER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/admin", "/admin.html", "/audit", "/audit.html", "/%61dmin"})
    void pages_with_logins_are_on_the_consoles_host_alone(String page) {
        assertThat(console.page(page).status()).isEqualTo(200);
        assertThat(share.page(page).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/s/AAAAAAAAAAAAAAAAAAAAAA",
                "/s/AAAAAAAAAAAAAAAAAAAAAA/",
                "/share.html",
                "/u/AAAAAAAAAAAAAAAAAAAAAA"
            })
    void pages_of_links_are_on_any_other_host(String page) {
        assertThat(share.page(page).status()).isEqualTo(200);
        assertThat(console.page(page).status()).isEqualTo(404);
    }

    @Test
    void people_log_in_at_the_consoles_host_and_come_back_to_it() {
        assertThat(console.page("/login").header("Location")).contains("redirect_uri=http://LocalHost/login/callback");
        for (String address : new String[] {"/login", "/login/callback?code=x&state=y"}) {
            assertThat(share.page(address).status()).as(address).isEqualTo(404);
        }
        for (String address : new String[] {"/login/end", "/login/hand-over"}) {
            assertThat(share.send("POST", address, null, "{}").status())
                    .as(address)
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/health/liveness", "/.well-known/jwks.json", "/assets/style.css", "/edgepass-client.js"
            })
    void the_rest_is_at_every_host(String address) {
        assertThat(console.page(address).status()).isEqualTo(200);
        assertThat(share.page(address).status()).isEqualTo(200);
    }
}
