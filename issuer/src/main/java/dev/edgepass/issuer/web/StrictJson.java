package dev.edgepass.issuer.web;

import dev.edgepass.issuer.json.StrictReading;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Requests are read by {@link StrictReading}, and have no unknown members and no string that isn't text. An answer says how long it is. */
@Configuration(proxyBeanMethods = false)
class StrictJson {
    @Bean
    JsonMapperBuilderCustomizer strict() {
        return json -> StrictReading.of(json)
                .addModule(new SimpleModule().addDeserializer(String.class, new WellFormedText()))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** In the place of Spring's own, behind the converters of texts and bytes. */
    @Bean
    ServerHttpMessageConvertersCustomizer sized(JsonMapper json) {
        return converters -> converters.withJsonConverter(new SizedJson(json));
    }
}
