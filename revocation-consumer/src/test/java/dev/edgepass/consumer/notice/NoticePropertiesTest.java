package dev.edgepass.consumer.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NoticePropertiesTest {
    private static final String OFFICE = "edgepass.notices.destinations.office.";

    @Test
    void without_settings_there_is_no_destination() {
        NoticeProperties none = bind(Map.of("edgepass.notices.from", ""));

        assertThat(none.destinations()).isEmpty();
        assertThat(none.from()).isNull();
        assertThat(none.giveUpAfter()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_webhook_has_a_url_and_a_file_and_a_mail_has_an_address() {
        NoticeProperties properties = bind(Map.of(
                OFFICE + "url",
                "https://hook.example/x?y=z",
                OFFICE + "secret-file",
                "/secret",
                "edgepass.notices.destinations.my-mail.email",
                "ops@example.org",
                "edgepass.notices.from",
                "edgepass@example.org"));

        assertThat(properties.destinations()).containsOnlyKeys("office", "my-mail");
        assertThat(properties.toString()).doesNotContain("hook.example", "ops@");
    }

    @ParameterizedTest
    @CsvSource({
        "url=http://hook.example/;secret-file=/s, office.url",
        "url=https://user:secret@hook.example/;secret-file=/s, office.url",
        "url=https://hook.example/#secret;secret-file=/s, office.url",
        "url=ftp://hook.example/;secret-file=/s, office.url",
        "url=https:/hook.example;secret-file=/s, office.url",
        "url=https://hook.example/, office.secret-file",
        "url=https://hook.example/;secret-file=/s;email=a@b.example, office.email",
        "allow-private=true, office.email",
        "email=a@b.example, edgepass.notices.from",
        "email=Ops <a@b.example>, office.email",
        "email=a@b.example%0d%0aBcc: c@d.example, office.email",
        "email=a@b.example%2cc@d.example, office.email"
    })
    void what_cant_be_used_is_refused_by_name_and_without_its_value(String settings, String named) {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.of(settings.split(";"))
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> all.put(
                        OFFICE + setting[0],
                        setting[1].replace("%0d%0a", "\r\n").replace("%2c", ",")));

        assertThatThrownBy(() -> bind(all))
                .rootCause()
                .hasMessageContaining(named)
                .hasMessageNotContaining("secret@")
                .hasMessageNotContaining("b.example");
    }

    @Test
    void http_is_for_private_networks() {
        assertThat(bind(Map.of(
                                OFFICE + "url", "http://hook.internal/",
                                OFFICE + "secret-file", "/secret",
                                OFFICE + "allow-private", "true"))
                        .destinations())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Office", "a_b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void a_name_that_no_link_can_have_is_refused(String name) {
        assertThatThrownBy(() -> bind(Map.of(
                        "edgepass.notices.destinations." + name + ".url", "https://hook.example/",
                        "edgepass.notices.destinations." + name + ".secret-file", "/secret")))
                .rootCause()
                .hasMessageContaining("1 to 40 characters");
    }

    private static NoticeProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("edgepass.notices", NoticeProperties.class);
    }
}
