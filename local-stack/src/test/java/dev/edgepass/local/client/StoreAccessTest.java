package dev.edgepass.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreAccessTest {
    @TempDir
    private Path folder;

    @Test
    void without_variables_stores_are_asked_as_the_local_stacks() {
        StoreAccess access = new StoreAccess(Map.of(StoreAccess.REDIS_CA, ""));

        assertThat(access.kafka("here:1", Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "here:1", "acks", "all"));
        assertThat(access.redisTls()).isEmpty();
        assertThat(access.redisUser()).isEmpty();
    }

    @Test
    void the_file_adds_settings_and_replaces_none_of_the_commands_own() throws IOException {
        Path file = Files.writeString(
                folder.resolve("kafka.properties"), "security.protocol=SSL\nacks=0\nbootstrap.servers=elsewhere:1\n");

        assertThat(new StoreAccess(Map.of(StoreAccess.KAFKA_PROPERTIES, file.toString()))
                        .kafka("here:1", Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "here:1", "acks", "all", "security.protocol", "SSL"));
    }

    @Test
    void a_file_that_cant_be_used_is_named_and_not_quoted() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "a secret that was put there");
        StoreAccess noCertificate = new StoreAccess(Map.of(StoreAccess.REDIS_CA, file.toString()));
        StoreAccess missing = new StoreAccess(
                Map.of(StoreAccess.KAFKA_PROPERTIES, folder.resolve("none").toString()));

        assertThatThrownBy(noCertificate::redisTls)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(StoreAccess.REDIS_CA)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> missing.kafka("here:1", Map.of()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(StoreAccess.KAFKA_PROPERTIES);
    }

    @Test
    void its_text_has_no_password() {
        assertThat(new StoreAccess(Map.of(StoreAccess.REDIS_PASSWORD, "sesame")).toString())
                .doesNotContain("sesame");
    }
}
