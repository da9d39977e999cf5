package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What would be deployed. */
class WranglerIT {
    @Test
    void wrangler_accepts_configuration_and_bundle_without_an_account() throws Exception {
        ProcessBuilder dryRun = new ProcessBuilder(
                        "node_modules/.bin/node",
                        "node_modules/wrangler/bin/wrangler.js",
                        "deploy",
                        "--dry-run",
                        "--outdir",
                        "target/dry-run")
                .redirectErrorStream(true);
        dryRun.environment().put("WRANGLER_SEND_METRICS", "false");
        dryRun.environment().put("CI", "true");
        dryRun.environment().remove("CLOUDFLARE_API_TOKEN");
        Process process = dryRun.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("env.MEDIA (edgepass-media)", "env.FEED (edgepass-feed)", "env.SEGMENTS")
                .doesNotContainIgnoringCase("warning");
        assertThat(Path.of("target/dry-run/edgepass.js")).hasSameTextualContentAs(Path.of("target/worker/edgepass.js"));
    }

    @Test
    void no_URL_is_logged_and_nothing_answers_without_the_Worker() throws IOException {
        String configuration = Files.readString(Path.of("wrangler.jsonc"));

        assertThat(configuration).contains("\"invocation_logs\": false", "\"cache\": { \"enabled\": false }");
    }
}
