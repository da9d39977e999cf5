package dev.edgepass.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.jdk.FeedKeyFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** In production, without any of its required settings the issuer doesn't start, and what it prints names the setting. */
class RequiredSettingsTest {
    /** What has no default, with one of the identities. */
    private static final Map<String, String> COMPLETE = new TreeMap<>(Map.of(
            "edgepass.r2.endpoint", "https://account.r2.example",
            "edgepass.r2.access-key-id", "id",
            "edgepass.r2.secret-access-key", "secret",
            "edgepass.edge.base-url", "https://media.example",
            "edgepass.public-url", "https://share.example",
            "edgepass.identity.audience", "edgepass-issuer",
            "edgepass.identity.hs256-secret", "c2VjcmV0"));

    /** All settings, and the class that says which feed keys it needs. */
    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.edgepass.issuer")
    @ComponentScan(
            basePackages = "dev.edgepass.issuer.feed",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.TrustedFeedKeys"))
    @ImportAutoConfiguration(ConfigurationPropertiesAutoConfiguration.class)
    static class AllSettings {}

    @BeforeAll
    static void makeFeedKeys(@TempDir Path folder) {
        new FeedKeyFiles(folder.resolve("feed.jwk")).pin();
        COMPLETE.put(
                "edgepass.feed.jwks-file", folder.resolve("feed-public.jwks").toString());
    }

    static Stream<String> required() {
        return COMPLETE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("required")
    void a_missing_setting_is_named(String property) {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.remove(property);

        assertThat(failure(AllSettings.class, settings))
                .contains("APPLICATION FAILED TO START")
                .contains(property);
    }

    @ParameterizedTest
    @MethodSource("required")
    void an_empty_setting_is_a_missing_one(String property) {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.put(property, "");

        assertThat(failure(AllSettings.class, settings))
                .contains("APPLICATION FAILED TO START")
                .contains(property);
    }

    static Stream<String> urls() {
        return COMPLETE.keySet().stream()
                .filter(property -> COMPLETE.get(property).startsWith("https://"));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void a_url_without_its_scheme_is_refused_by_name(String property) {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.put(property, COMPLETE.get(property).substring("https://".length()));

        assertThat(failure(AllSettings.class, settings))
                .contains("APPLICATION FAILED TO START")
                .contains(property + " is no URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console.example", "https://share.example/console", "http://SHARE.example:8443"})
    void a_console_that_has_no_host_of_its_own_is_refused_by_name(String url) {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.put("edgepass.console-url", url);

        assertThat(failure(AllSettings.class, settings)).contains("edgepass.console-url");
    }

    @Test
    void with_them_nothing_is_null_that_may_not_be() throws ReflectiveOperationException {
        try (ConfigurableApplicationContext context = start(AllSettings.class, COMPLETE)) {
            Map<String, Object> all = context.getBeansWithAnnotation(ConfigurationProperties.class);
            assertThat(all).hasSizeGreaterThan(10);
            for (Object settings : all.values()) {
                requireComplete((Record) settings);
            }
        }
    }

    private static void requireComplete(Record settings) throws ReflectiveOperationException {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            Object value = accessor.invoke(settings);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                assertThat(value).as("%s", component).isNotNull();
            }
            if (value instanceof Record nested && nested.getClass().getEnclosingClass() == settings.getClass()) {
                requireComplete(nested);
            }
        }
    }

    @Test
    void the_issuer_itself_stops_before_it_does_anything() {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.remove("edgepass.public-url");
        settings.put("server.port", "0");

        assertThat(failure(IssuerApplication.class, settings))
                .contains("APPLICATION FAILED TO START")
                .contains("edgepass.public-url is missing (expected: this service's address,"
                        + " such as https://share.example)");
    }

    /** What a program that doesn't start prints. */
    private static String failure(Class<?> program, Map<String, String> settings) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            start(program, settings).close();
            return "it started";
        } catch (RuntimeException e) {
            return printed.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
        }
    }

    private static ConfigurableApplicationContext start(Class<?> program, Map<String, String> settings) {
        return new SpringApplicationBuilder(program)
                .web(program == AllSettings.class ? WebApplicationType.NONE : WebApplicationType.SERVLET)
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
