package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/secure-stores.md grants what no test of the main job comes to, too. */
class SecureStoresPageTest {
    private static final Pattern CALL = Pattern.compile("redis\\.p?call\\(\\s*'([A-Za-z]+)'");

    @ParameterizedTest
    @CsvSource({
        "issuer, issuer, none",
        "consumer, revocation-consumer, dev/edgepass/consumer/replay",
        "replay, revocation-consumer, none"
    })
    void every_command_of_a_programs_scripts_is_granted_to_its_user(String user, String module, String but)
            throws IOException {
        String granted = SecureStores.block("user default off")
                .lines()
                .filter(line -> line.startsWith("user " + user + " "))
                .findFirst()
                .orElseThrow();
        Set<String> called = commands(EdgepassCommand.ROOT.resolve(module).resolve("src/main"), but);

        assertThat(called).hasSizeGreaterThan(5);
        assertThat(granted.split("[ ()]+")).contains(called.toArray(String[]::new));
    }

    private static Set<String> commands(Path folder, String but) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(lua|java)"))
                    .filter(file -> !file.toString().contains(but))
                    .flatMap(file -> CALL.matcher(text(file)).results())
                    .map(call -> "+" + call.group(1).toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
