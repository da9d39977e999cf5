package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.cloud.FakeCloudflare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edgepass cloud} as the deployment guide has it, with the Worker that the build made, against a fake of Cloudflare's API. */
class CloudIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOKEN = FakeCloudflare.TOKEN + "\n";

    @TempDir
    Path home;

    private final FakeCloudflare cloud = new FakeCloudflare();

    @BeforeEach
    void link_the_worker() throws Exception {
        Files.createSymbolicLink(home.resolve("edge-worker"), EdgepassCommand.ROOT.resolve("edge-worker"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void the_guides_commands_plan_make_and_delete_a_deployment() throws Exception {
        String plan = run(
                DocumentedCommand.command(
                        "./edgepass cloud plan --account ACCOUNT --zone example.com --media-host media.example.com --issuer-host issuer.example.com --bucket my-media"));
        assertThat(plan).contains("Nothing was changed.");
        assertThat(home.resolve(".env")).doesNotExist();

        String up = run(DocumentedCommand.command(
                        "./edgepass cloud up --account ACCOUNT --zone example.com --media-host media.example.com --issuer-host issuer.example.com --bucket my-media")
                .plus("--yes"));
        assertThat(up).contains("done     make the Worker edgepass-edge", "Delete it when you are done");
        containersGetTheirSettingsFromIt();

        EdgepassCommand.Result doctor = answer(DocumentedCommand.command(
                        "./edgepass doctor --cloudflare --account ACCOUNT --zone example.com --media-host media.example.com --issuer-host issuer.example.com --bucket my-media")
                .plus("--data", home.resolve(".edgepass")));
        assertThat(doctor.output())
                .contains("ok      cloudflare.worker", "ok      cloudflare.media-public-access")
                .doesNotContain("fail    cloudflare");

        String down = run(DocumentedCommand.command(
                        "./edgepass cloud down --account ACCOUNT --zone example.com --media-host media.example.com --issuer-host issuer.example.com --bucket my-media")
                .plus("--yes"));
        assertThat(down).contains("done     delete the Worker edgepass-edge");
        assertThat(cloud.complaints()).isEmpty();
    }

    /** Every variable that {@code docker-compose.yml} requires, and the bucket's name. */
    private void containersGetTheirSettingsFromIt() throws Exception {
        Map<String, String> dotEnv = new HashMap<>();
        Files.readAllLines(home.resolve(".env")).forEach(line -> {
            int equals = line.indexOf('=');
            dotEnv.put(line.substring(0, equals), line.substring(equals + 1));
        });
        ComposeEnvironment compose = new ComposeEnvironment(dotEnv);

        assertThat(compose.of("issuer", value -> value))
                .containsEntry("EDGEPASS_R2_MEDIABUCKET", "my-media")
                .containsEntry("EDGEPASS_EDGE_BASEURL", "https://media.example.com")
                .containsEntry("SPRING_PROFILES_ACTIVE", "production");
        assertThat(compose.of("revocation-consumer", value -> value))
                .containsEntry("EDGEPASS_KV_ACCOUNTID", FakeCloudflare.ACCOUNT);
    }

    private String run(DocumentedCommand command) {
        EdgepassCommand.Result result = answer(command);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    private EdgepassCommand.Result answer(DocumentedCommand command) {
        EdgepassCommand.Result result = command.with("ACCOUNT", FakeCloudflare.ACCOUNT)
                .plus("--home", home, "--api-base", cloud.base())
                .run(PATIENCE, TOKEN);
        assertThat(result.output()).doesNotContain(FakeCloudflare.TOKEN);
        return result;
    }
}
