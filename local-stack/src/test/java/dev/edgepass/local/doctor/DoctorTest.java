package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack of which nothing answers any more. */
class DoctorTest {
    private static final URI SILENT = URI.create("http://127.0.0.1:1");
    private static final Set<String> INSIDE =
            Set.of("kafka", "redis", "issuer", "consumer", "store", "feed", "kv", "edge");

    @TempDir
    private Path folder;

    @Test
    void each_part_fails_and_nothing_that_would_be_asked_of_it_is_called_well() throws Exception {
        Diagnosis diagnosis = Doctor.ofLocal(new DataFolder(folder), dead());

        for (CheckId id : List.of(
                CheckId.RUNNING,
                CheckId.KAFKA,
                CheckId.REDIS,
                CheckId.ISSUER,
                CheckId.CONSUMER,
                CheckId.BUCKETS,
                CheckId.HEAD,
                CheckId.EDGE,
                CheckId.LOGIN)) {
            Found.assertLevel(diagnosis.checks(), id, Level.FAIL);
            assertThat(Found.check(diagnosis.checks(), id).mend()).as(id.id()).isNotEmpty();
        }
        assertThat(diagnosis.checks())
                .filteredOn(check -> INSIDE.contains(check.id().group()))
                .hasSizeGreaterThan(30)
                .noneMatch(check -> check.level() == Level.OK);
        assertThat(diagnosis.isOk()).isFalse();
        assertThat(diagnosis.json().toString()).doesNotContain("the-secret");
    }

    @Test
    void the_short_look_at_a_start_needs_neither_kafka_nor_the_store() throws Exception {
        DataFolder data = new DataFolder(folder);
        LocalIdentity.of(data.loginKey(), data.loginPublicKeys());

        Diagnosis diagnosis = Doctor.ofStart(data, dead());

        assertThat(diagnosis.checks())
                .extracting(check -> check.id().group())
                .contains("redis", "issuer", "consumer", "edge", "kv")
                .doesNotContain("kafka", "store", "feed");
        Found.assertLevel(diagnosis.checks(), CheckId.LOGIN, Level.OK);
        assertThat(diagnosis.shortForm().get(0)).startsWith("doctor: ");
    }

    @Test
    void kvs_credential_is_taken_from_the_environment_where_all_of_it_is_there() {
        Map<String, String> all = Map.of(
                "EDGEPASS_KV_APIBASE", "http://kv",
                "EDGEPASS_KV_ACCOUNTID", "account",
                "EDGEPASS_KV_NAMESPACEID", "namespace",
                "EDGEPASS_KV_APITOKEN", "token");

        assertThat(Doctor.kvOfEnvironment(all).orElseThrow().toString())
                .isEqualTo("http://kv account account namespace namespace");
        assertThat(Doctor.kvOfEnvironment(Map.of("EDGEPASS_KV_APIBASE", "http://kv", "EDGEPASS_KV_APITOKEN", "")))
                .isEmpty();
    }

    private static StackInfo dead() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        return new StackInfo(
                SILENT,
                SILENT,
                null,
                List.of(SILENT),
                "127.0.0.1:1",
                "127.0.0.1:1",
                new S3Access(SILENT.toString(), "id", "the-secret", "media", "feed"),
                Map.of("kafka", ended.pid()));
    }
}
