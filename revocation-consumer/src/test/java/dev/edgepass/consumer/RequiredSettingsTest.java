package dev.edgepass.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
import org.springframework.context.annotation.Configuration;

/** Without any of its required settings the service doesn't start, and what it prints names the setting. */
class RequiredSettingsTest {
    /** What has no default. */
    private static final Map<String, String> COMPLETE = Map.of(
            "edgepass.r2.endpoint", "https://account.r2.example",
            "edgepass.r2.access-key-id", "id",
            "edgepass.r2.secret-access-key", "secret",
            "edgepass.kv.account-id", "account",
            "edgepass.kv.namespace-id", "namespace",
            "edgepass.kv.api-token", "token");

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("dev.edgepass.consumer")
    @ImportAutoConfiguration(ConfigurationPropertiesAutoConfiguration.class)
    static class AllSettings {}

    static Stream<String> required() {
        return COMPLETE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("required")
    void a_missing_setting_is_named(String property) {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.remove(property);

        assertThat(failure(AllSettings.class, settings)).contains(property + " is missing");
    }

    @ParameterizedTest
    @MethodSource("required")
    void an_empty_setting_is_a_missing_one(String property) {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.put(property, "");

        assertThat(failure(AllSettings.class, settings)).contains(property + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edgepass.r2.endpoint", "edgepass.kv.api-base"})
    void a_url_without_its_scheme_is_refused_by_name(String property) {
        Map<String, String> settings = new TreeMap<>(COMPLETE);
        settings.put(property, "store.example");

        assertThat(failure(AllSettings.class, settings)).contains(property + " is no URL");
    }

    @Test
    void with_them_nothing_is_null_that_may_not_be() throws ReflectiveOperationException {
        try (ConfigurableApplicationContext context = start(AllSettings.class, COMPLETE)) {
            Map<String, Object> all = context.getBeansWithAnnotation(ConfigurationProperties.class);
            assertThat(all).hasSizeGreaterThan(2);
            for (Object settings : all.values()) {
                for (RecordComponent component : settings.getClass().getRecordComponents()) {
                    if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                        Method accessor = component.getAccessor();
                        accessor.setAccessible(true);
                        assertThat(accessor.invoke(settings))
                                .as("%s", component)
                                .isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void the_service_itself_stops_before_it_does_anything() {
        assertThat(failure(ConsumerService.class, Map.of("server.port", "0")))
                .contains("APPLICATION FAILED TO START")
                .contains("edgepass.r2.endpoint is missing (expected: https://<account>.r2.cloudflarestorage.com)");
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
