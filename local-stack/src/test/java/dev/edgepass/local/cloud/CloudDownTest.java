package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code down} deletes, and what it leaves. */
class CloudDownTest extends CloudCase {
    @Test
    void down_deletes_what_up_made_and_nothing_else() {
        String before = cloud.state();
        foreignThings();
        home.up();

        List<String> lines = home.down();

        assertThat(lines)
                .contains(
                        "  done     delete the KV namespace edgepass-segments with the copies in it",
                        "  done     delete the empty R2 bucket edgepass-feed");
        assertThat(cloud.storage.of("my-media")).isNotNull();
        assertThat(cloud.workers.of("edgepass-edge")).isNotNull();
        assertThat(cloud.network.tunnel("edgepass")).isNotNull();
        assertThat(cloud.state())
                .doesNotContain(
                        "edgepass-issuer", "edgepass-kv", "edgepass-segments", "edgepass-uploads", "http://issuer");
        assertThat(before).doesNotContain("edgepass");
        assertThat(home.down()).anyMatch(line -> line.startsWith("There is nothing to do."));
    }

    @Test
    void down_after_up_on_an_empty_account_leaves_an_empty_account() {
        String before = cloud.state();
        home.up();

        home.down();

        assertThat(cloud.state().replace("\"rules\" : [ ]", "\"rules\" : null")).isEqualTo(before);
        assertThat(folder.resolve(".edgepass/keys/feed.jwk")).exists();
        secretsAreMadeAnewByAnotherUp();
    }

    private void secretsAreMadeAnewByAnotherUp() {
        home.up();
        secretsInEnvAreTheCurrentOnes();
    }

    @Test
    void down_leaves_buckets_that_hold_objects_and_says_so() {
        home.up();
        cloud.storage.of("edgepass-feed").withArray("objects").addObject().put("key", "head");

        List<String> lines = home.down();

        assertThat(lines)
                .contains("  left     the R2 bucket edgepass-feed stays: it holds objects")
                .anyMatch(line -> line.startsWith("Still recorded in ") && line.contains("bucket:edgepass-feed"));
        assertThat(cloud.storage.of("edgepass-feed")).isNotNull();
        assertThat(cloud.storage.of("my-media")).isNull();
    }

    @Test
    void down_leaves_things_that_took_the_place_of_ours() throws Exception {
        home.up();
        String ours = cloud.network.tunnel("edgepass").path("id").asString();
        Files.writeString(home.record(), CloudHome.read(home.record()).replace(ours, "made-and-deleted-before"));

        List<String> lines = home.down();

        assertThat(lines).contains("  left     the tunnel edgepass stays: it isn't the one that this folder made");
        assertThat(cloud.network.tunnel("edgepass")).isNotNull();
    }
}
