package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The units of {@code systemd/} say what the modules, their containers and {@code docker-compose.yml} say. */
class SystemdUnitsTest {
    private static final SystemdUnit ISSUER = SystemdUnit.read("issuer");
    private static final SystemdUnit CONSUMER = SystemdUnit.read("consumer");

    /** What each unit has for itself. */
    private static final Set<String> OWN = Set.of(
            "Description",
            "Wants",
            "After",
            "User",
            "Group",
            "StateDirectory",
            "LoadCredential",
            "Environment",
            "EnvironmentFile",
            "ExecStart",
            "MemoryMax",
            "TasksMax");

    /** Of compose's, what the issuer gets otherwise: the profile local's file never, and the feed's keys as an argument. */
    private static final Set<String> OTHERWISE = Set.of("EDGEPASS_IDENTITY_LOCALJWKSFILE", "EDGEPASS_FEED_JWKSFILE");

    private static final Pattern SECRET = Pattern.compile(".*(SECRET|SECRETACCESSKEY|ACCESSKEYID|APITOKEN)");

    /** Of the JVM, beside its heap: code, threads, buffers. */
    private static final int BESIDE_THE_HEAP_MEGABYTES = 256;

    /** In place of what {@code docker-compose.yml} requires. */
    private static final Map<String, String> ANY = Map.of(
            "EDGEPASS_ISSUER_R2_ACCESSKEYID", "any",
            "EDGEPASS_ISSUER_R2_SECRETACCESSKEY", "any",
            "EDGEPASS_CONSUMER_R2_ACCESSKEYID", "any",
            "EDGEPASS_CONSUMER_R2_SECRETACCESSKEY", "any",
            "EDGEPASS_THUMBNAILS_R2_ACCESSKEYID", "any",
            "EDGEPASS_THUMBNAILS_R2_SECRETACCESSKEY", "any",
            "EDGEPASS_KV_APITOKEN", "any");

    @ParameterizedTest
    @CsvSource({"issuer, issuer", "consumer, revocation-consumer"})
    void every_variable_is_a_setting_of_its_service_and_none_that_containers_have_is_missing(String name, String module)
            throws IOException {
        SystemdUnit unit = SystemdUnit.read(name);
        Set<String> settings = settings(module);
        Set<String> compose = new TreeSet<>(
                new ComposeEnvironment(ANY).of(module, value -> value).keySet());
        // Containers share a list of stores.
        compose.removeIf(variable -> variable.startsWith("EDGEPASS_") && !settings.contains(variable));
        compose.removeAll(OTHERWISE);

        assertThat(unit.variables())
                .doesNotHaveDuplicates()
                .containsAll(compose)
                .allSatisfy(variable -> assertThat(settings.contains(variable)
                                || compose.contains(variable)
                                || variable.equals("MALLOC_ARENA_MAX"))
                        .as(variable)
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource({"issuer, issuer", "consumer, revocation-consumer"})
    void defaults_are_those_of_the_containers(String name, String module) {
        SystemdUnit unit = SystemdUnit.read(name);
        Map<String, String> compose = new ComposeEnvironment(ANY).of(module, value -> value);

        for (Map<String, String> variables : List.of(unit.fixed(), unit.settings())) {
            variables.forEach((variable, value) -> {
                if (variable.matches(
                        "EDGEPASS_(IDENTITY|LIMITS|LOG|R2_FEED|R2_MEDIA).*|SPRING_PROFILES_ACTIVE|SERVER_PORT")) {
                    assertThat(value).as(variable).isEqualTo(compose.getOrDefault(variable, ""));
                }
            });
        }
    }

    @Test
    void secrets_have_their_place_in_the_files_of_settings_and_no_value() {
        for (SystemdUnit unit : List.of(ISSUER, CONSUMER)) {
            assertThat(unit.fixed())
                    .allSatisfy((variable, value) -> assertThat(variable).doesNotMatch(SECRET));
            assertThat(unit.settings())
                    .anySatisfy((variable, value) -> assertThat(variable).matches(SECRET));
            assertThat(unit.settings()).allSatisfy((variable, value) -> {
                if (SECRET.matcher(variable).matches()) {
                    assertThat(value).as(variable).isEmpty();
                }
            });
        }
    }

    @Test
    void each_service_is_a_user_of_its_own_with_its_own_keys_only() throws IOException {
        String users = Files.readString(SystemdUnit.FOLDER.resolve("edgepass.sysusers.conf"));
        for (String name : List.of("issuer", "consumer")) {
            SystemdUnit unit = SystemdUnit.read(name);
            String own = "edgepass-" + name;
            assertThat(unit.one("User")).isEqualTo(own).isEqualTo(unit.one("Group"));
            assertThat(users).contains("u " + own + " - ");
            assertThat(unit.one("StateDirectory")).isEqualTo(own);
            assertThat(unit.one("StateDirectoryMode")).isEqualTo("0700");
            assertThat(unit.one("EnvironmentFile")).isEqualTo("/etc/edgepass/" + name + ".env");
            assertThat(unit.fixed().values())
                    .filteredOn(value -> value.startsWith("/"))
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(path).startsWith("/var/lib/" + own + "/keys/"));
        }
        // Public parts, which systemd hands over: the file is the consumer's.
        assertThat(ISSUER.one("LoadCredential"))
                .isEqualTo("feed-public.jwks:/var/lib/edgepass-consumer/keys/feed-public.jwks");
        assertThat(ISSUER.one("ExecStart"))
                .endsWith(" --edgepass.feed.jwks-file=${CREDENTIALS_DIRECTORY}/feed-public.jwks");
        assertThat(CONSUMER.directives()).doesNotContainKey("LoadCredential");
    }

    @ParameterizedTest
    @CsvSource({"issuer, issuer", "consumer, revocation-consumer"})
    void the_jvm_is_started_as_in_the_container_and_has_room_for_its_heap(String name, String module)
            throws IOException {
        SystemdUnit unit = SystemdUnit.read(name);
        List<String> started = Arrays.asList(unit.one("ExecStart").split(" "));
        List<String> options = started.subList(1, started.indexOf("-jar"));
        String dockerfile = Files.readString(EdgepassCommand.ROOT.resolve(module + "/Dockerfile"));
        Matcher entry =
                Pattern.compile("ENTRYPOINT \\[\"java\", (.*), \"-jar\"").matcher(dockerfile);
        assertThat(entry.find()).isTrue();
        Set<String> container = Arrays.stream(entry.group(1).split(", "))
                .map(option -> option.replace("\"", ""))
                // For the local edge's store.
                .filter(option -> !option.startsWith("-Dhttp.keepAlive"))
                .collect(Collectors.toSet());

        assertThat(options).containsExactlyInAnyOrderElementsOf(container);
        assertThat(started.get(started.indexOf("-jar") + 1)).isEqualTo("/opt/edgepass/edgepass-" + module + ".jar");
        assertThat(megabytes(unit.one("MemoryMax")))
                .isGreaterThanOrEqualTo(
                        megabytes(options.get(0).substring("-Xmx".length())) + BESIDE_THE_HEAP_MEGABYTES);
    }

    @Test
    void both_units_are_protected_alike() {
        assertThat(ISSUER.without(OWN)).isEqualTo(CONSUMER.without(OWN));
        assertThat(ISSUER.directives())
                .containsEntry("NoNewPrivileges", List.of("yes"))
                .containsEntry("ProtectSystem", List.of("strict"))
                .containsEntry("CapabilityBoundingSet", List.of(""))
                .containsEntry("Restart", List.of("always"))
                .containsEntry("StartLimitIntervalSec", List.of("0"))
                // The exit code of a JVM that was asked to end.
                .containsEntry("SuccessExitStatus", List.of("143"));
    }

    @Test
    void they_come_after_the_network_and_the_stores_and_the_issuer_after_the_feeds_keys() {
        for (SystemdUnit unit : List.of(ISSUER, CONSUMER)) {
            assertThat(unit.one("After")).isEqualTo(unit.one("Wants"));
            assertThat(unit.one("After").split(" "))
                    .contains("network-online.target", "kafka.service", "redis-server.service");
        }
        assertThat(ISSUER.one("After").split(" ")).contains("edgepass-consumer.service");
    }

    /** As variables. */
    private static Set<String> settings(String module) throws IOException {
        JsonNode metadata = JsonMapper.shared()
                .readTree(Files.readAllBytes(EdgepassCommand.ROOT.resolve(
                        module + "/target/classes/META-INF/spring-configuration-metadata.json")));
        Set<String> names = new TreeSet<>();
        for (JsonNode property : metadata.get("properties")) {
            names.add(property.get("name")
                    .asString()
                    .replace("-", "")
                    .replace('.', '_')
                    .toUpperCase(Locale.ROOT));
        }
        return names;
    }

    private static int megabytes(String size) {
        assertThat(size).matches("(?i)\\d+m");
        return Integer.parseInt(size.substring(0, size.length() - 1));
    }
}
