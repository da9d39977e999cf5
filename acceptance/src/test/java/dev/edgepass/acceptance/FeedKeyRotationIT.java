package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rotate-feed-key}: a stack goes on with a feed whose last head was signed with the key that was retired. */
class FeedKeyRotationIT {
    @TempDir
    Path folder;

    @Test
    void after_a_rotation_the_feed_goes_on_and_what_was_revoked_stays_so() throws Exception {
        Path data = folder.resolve("data");
        String media = SharedStack.media(folder).toString();
        String revoked;
        String kept;
        long position;
        try (RunningStack stack = RunningStack.start(data, 1, "--media", media)) {
            Product product = new Product(stack);
            String admin = stack.login("--sub", "admin", "--admin");
            Product.Link link = product.createLink(admin, "projects/42/");
            revoked = product.viewerToken(link);
            kept = product.mediaToken(admin, "projects/42/");
            assertThat(product.revoke(admin, "link", link.id()).status()).isEqualTo(201);
            awaitStatus(product, stack, revoked, 403);
            position = position(product, stack);
        }

        EdgepassCommand.Result rotation = DocumentedCommand.command("./edgepass rotate-feed-key")
                .plus("--data", data)
                .run(Duration.ofSeconds(60));
        assertThat(rotation.exitCode()).as(rotation.output()).isZero();
        assertThat(rotation.output()).contains("FEED_KEYS");

        try (RunningStack stack = RunningStack.start(data, 1)) {
            Product product = new Product(stack);
            String admin = stack.login("--sub", "admin", "--admin");
            awaitStatus(product, stack, kept, 200);
            assertThat(product.view(edge(stack), revoked, SharedStack.IMAGE).status())
                    .isEqualTo(403);
            assertThat(position(product, stack)).isGreaterThanOrEqualTo(position);

            Product.Link link = product.createLink(admin, "projects/42/");
            String later = product.viewerToken(link);
            assertThat(product.revoke(admin, "link", link.id()).status()).isEqualTo(201);
            awaitStatus(product, stack, later, 403);
            assertThat(position(product, stack)).isGreaterThan(position);
        }
    }

    private static void awaitStatus(Product product, RunningStack stack, String token, int status) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> product.view(edge(stack), token, SharedStack.IMAGE).status() == status);
    }

    private static long position(Product product, RunningStack stack) {
        return product.web
                .get(edge(stack).resolve("/.well-known/edgepass"))
                .json()
                .get("position")
                .asLong();
    }

    private static URI edge(RunningStack stack) {
        return stack.edges().get(0);
    }
}
