package dev.edgepass.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** The settings as the build describes them to editors. */
class SettingsMetadataTest {
    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    @Test
    void every_setting_has_a_description_in_plain_text() throws Exception {
        assertThat(properties())
                .anySatisfy(property -> assertThat(property).containsEntry("name", "edgepass.r2.endpoint"))
                .anySatisfy(property -> assertThat(property).containsEntry("name", "edgepass.log.pass-over"))
                .allSatisfy(property -> assertThat(property.get("description"))
                        .as("%s", property.get("name"))
                        .isNotNull()
                        .asString()
                        .doesNotContain("{@"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> properties() throws Exception {
        try (InputStream in = Objects.requireNonNull(SettingsMetadataTest.class.getResourceAsStream(METADATA))) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (List<Map<String, Object>>)
                    JsonParserFactory.getJsonParser().parseMap(json).get("properties");
        }
    }
}
