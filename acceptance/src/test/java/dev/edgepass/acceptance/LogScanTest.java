package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.acceptance.LogScan.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan finds what is planted, and nothing where there is nothing. */
class LogScanTest {
    private static final String SECRET = "a-secret-that-a-stack-had";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void a_leak_of_every_kind_is_found_and_not_repeated(Kind kind) throws IOException {
        for (String leak : leaks(kind)) {
            List<LogScan.Finding> findings = scan("a line before\nGET it: " + leak + " (and more)\n");

            assertThat(findings).as(leak).extracting(LogScan.Finding::kind).contains(kind);
            assertThat(findings).allSatisfy(finding -> {
                assertThat(finding.line()).isEqualTo(2);
                assertThat(finding.toString()).doesNotContain(leak);
            });
        }
    }

    private static List<String> leaks(Kind kind) {
        return switch (kind) {
            case TOKEN ->
                List.of(
                        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ",
                        "token=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ");
            case TOKEN_IN_URL -> List.of("https://media.example/view/notAJwtButSomethingLong/a.jpg");
            case SHARE_SECRET ->
                List.of(
                        "https://share.example/s/AAAAAAAAAAAAAAAAAAAAAA",
                        "/s/-_0123456789abcdefghij",
                        "/u/AAAAAAAAAAAAAAAAAAAAAA");
            case PRIVATE_KEY ->
                List.of(
                        "-----BEGIN EC PRIVATE KEY-----",
                        "-----BEGIN PRIVATE KEY-----",
                        "AGE-SECRET-KEY-1QQQQQQ",
                        "{\"kty\":\"EC\",\"d\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}");
            case CREDENTIALS -> List.of("Authorization: Basic YTpi", "authorization=[x]", "Bearer 0123456789abcdefgh");
            case KNOWN_SECRET -> List.of(SECRET, "key" + SECRET + "x");
            case ADDRESS ->
                List.of(
                        "203.0.113.9",
                        "/10.1.2.3:443",
                        "[2001:db8::1]",
                        "fe80::1",
                        "2001:db8:0:0:0:0:0:1",
                        "::ffff:192.0.2.1");
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-29T14:32:11.597Z INFO 10058 --- [main] d.e.c.RevocationConsumer : Started in 3.4 s",
                "Tomcat/11.0.15, Kafka 4.2.1, 1.2.3.4.5, Foo::bar, Cafe::new",
                "127.0.0.1:25000, 0.0.0.0:0, [::1]:443, [0:0:0:0:0:0:0:1], ::",
                "BearerTokenAuthorization, authorization is required, http get /s/{secret}",
                "{\"kid\":\"x\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"
            })
    void what_is_no_leak_is_not_found(String line) throws IOException {
        assertThat(scan(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a test prints 203.0.113.9", "a test prints 203.0.113.9 and 203.0.113.8"})
    void a_line_is_allowed_whole_or_not_at_all(String line) throws IOException {
        LogScan scan = new LogScan(List.of(), List.of(Pattern.compile("a test prints 203\\.0\\.113\\.9")));

        assertThat(scan.scan(file(line)).isEmpty()).isEqualTo(line.endsWith("9"));
    }

    private List<LogScan.Finding> scan(String text) throws IOException {
        return new LogScan(List.of(SECRET, "short"), List.of()).scan(file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.log"), text);
    }
}
