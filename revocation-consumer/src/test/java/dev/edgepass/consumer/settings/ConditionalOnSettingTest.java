package dev.edgepass.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ConditionalOnSettingTest {
    private static final String SETTING = "edgepass.some.file-name";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSetting(SETTING)
    static class OfClass {
        @Bean
        String ofClass() {
            return "class";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfMethod {
        @Bean
        @ConditionalOnSetting(SETTING)
        String ofMethod() {
            return "method";
        }
    }

    @Test
    void a_setting_that_is_there_lets_beans_in() {
        assertThat(beans(setting("/file"))).containsExactlyInAnyOrder("ofClass", "ofMethod");
        assertThat(beans(setting("false"))).hasSize(2);
    }

    @Test
    void without_the_setting_they_are_left_out() {
        assertThat(beans(new MapPropertySource("test", Map.of()))).isEmpty();
    }

    @Test
    void a_blank_setting_is_none() {
        assertThat(beans(setting(""))).isEmpty();
        assertThat(beans(setting(" \t"))).isEmpty();
    }

    @Test
    void a_variable_of_the_environment_is_such_a_setting() {
        assertThat(beans(variable("/file"))).hasSize(2);
        assertThat(beans(variable(""))).isEmpty();
    }

    private static PropertySource<?> setting(String value) {
        return new MapPropertySource("test", Map.of(SETTING, value));
    }

    private static PropertySource<?> variable(String value) {
        return new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of("EDGEPASS_SOME_FILENAME", value));
    }

    private static Set<String> beans(PropertySource<?> settings) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(settings);
            ConfigurationPropertySources.attach(context.getEnvironment());
            context.register(OfClass.class, OfMethod.class);
            context.refresh();
            return context.getBeansOfType(String.class).keySet();
        }
    }
}
