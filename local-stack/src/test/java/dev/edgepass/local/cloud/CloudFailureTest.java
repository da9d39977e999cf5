package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals and broken connections: what is said, and that another run mends it. */
class CloudFailureTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whichever_request_fails_another_up_reaches_the_same_state(FakeCloudflare.Failure how) {
        String wanted = stateWithoutFailure();
        int requests = counted(how, home -> {}, CloudHome::up);
        assertThat(requests).isGreaterThan(how == FakeCloudflare.Failure.LOST ? 15 : 40);
        each(requests, number -> {
            try (FakeCloudflare cloud = new FakeCloudflare()) {
                CloudHome home =
                        new CloudHome(cloud, folder.resolve("at-" + number)).withKeysOf(folder.resolve("whole"));
                cloud.fail(number, how);
                String said = failure(home);
                assertThat(cloud.hasFailed()).as("request " + number).isTrue();
                cloud.fail(-1, how);
                home.up();

                assertThat(cloud.state())
                        .as("after failure of request " + number)
                        .isEqualTo(wanted);
                assertThat(home.envValue("EDGEPASS_KV_APITOKEN")).isEqualTo(cloud.tokens.value("edgepass-kv"));
                assertThat(home.envValue("EDGEPASS_CONSUMER_R2_SECRETACCESSKEY"))
                        .isEqualTo(CloudCase.hex(cloud.tokens.value("edgepass-consumer")));
                assertThat(home.up()).contains("There is nothing to do.");
                home.down();
                assertThat(cloud.state()).as("what is known to be ours").doesNotContain("edgepass-");
                assertThat(cloud.complaints()).isEmpty();
                assertThat(home.everythingSaid()).doesNotContain(FakeCloudflare.TOKEN);
                assertThat(cloud.tokens.secrets).noneMatch(home.everythingSaid()::contains);
                assertThat(said).doesNotContain("Exception:");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void whichever_request_of_down_fails_another_down_deletes_the_rest(FakeCloudflare.Failure how) {
        int requests = counted(how, CloudHome::up, CloudHome::down);
        assertThat(requests).isGreaterThan(how == FakeCloudflare.Failure.LOST ? 15 : 30);
        each(requests, number -> {
            try (FakeCloudflare cloud = new FakeCloudflare()) {
                CloudHome home = new CloudHome(cloud, folder.resolve("at-" + number));
                home.up();
                cloud.fail(number, how);
                try {
                    home.down();
                } catch (StartFailure e) {
                    assertThat(e).hasMessageNotContaining(FakeCloudflare.TOKEN);
                }
                assertThat(cloud.hasFailed()).as("request " + number).isTrue();
                cloud.fail(-1, how);
                home.down();

                assertThat(cloud.state())
                        .as("after failure of request " + number)
                        .doesNotContain("edgepass-");
                assertThat(CloudHome.read(home.record())).contains("\"made\" : { }");
                assertThat(cloud.complaints()).isEmpty();
            }
        });
    }

    /** How many requests of a command can fail so. */
    private int counted(FakeCloudflare.Failure how, Consumer<CloudHome> before, Consumer<CloudHome> command) {
        try (FakeCloudflare cloud = new FakeCloudflare()) {
            CloudHome home = new CloudHome(cloud, folder.resolve("counted"));
            before.accept(home);
            cloud.fail(-1, how);
            command.accept(home);
            return how == FakeCloudflare.Failure.LOST
                    ? cloud.changes().size()
                    : cloud.requests().size();
        }
    }

    /** Several at a time, since each mostly waits for answers. */
    private static void each(int requests, IntConsumer failure) {
        ForkJoinPool threads = new ForkJoinPool(8);
        try {
            threads.submit(() -> IntStream.range(0, requests).parallel().forEach(failure))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("R2 isn't switched on in this account: open R2", cloud -> cloud.storage.isR2On = false),
                refusal("The token sees no zone example.com", cloud -> cloud.isZoneKnown = false),
                refusal("Add the permission \"Account > Account API Tokens: Edit\"", cloud -> cloud.forbid("/tokens")),
                refusal("Add the permission \"Account > Workers R2 Storage: Edit\"", cloud -> cloud.forbid("/r2/")),
                refusal(
                        "Add the permission \"Account > Workers KV Storage: Edit\"",
                        cloud -> cloud.forbid("/storage/kv")),
                refusal(
                        "Add the permission \"Account > Workers Scripts: Edit\"",
                        cloud -> cloud.forbid("/workers/scripts")),
                refusal(
                        "Add the permission \"Zone > Workers Routes: Edit\"",
                        cloud -> cloud.forbid("/workers/domains")),
                refusal(
                        "Add the permission \"Account > Cloudflare Tunnel: Edit\"",
                        cloud -> cloud.forbid("/cfd_tunnel")),
                refusal("Add the permission \"Zone > DNS: Edit\"", cloud -> cloud.forbid("/dns_records")),
                refusal("Add the permission \"Zone > Zone WAF: Edit\"", cloud -> cloud.forbid("/rulesets")),
                refusal("Add the permission \"Zone > Zone: Read\"", cloud -> cloud.forbid("/v4/zones")),
                blocked(
                        "media.example.com has a DNS record already (A 192.0.2.1)",
                        cloud -> cloud.network.addRecord("media.example.com", "A", "192.0.2.1")),
                blocked(
                        "issuer.example.com has a DNS record already (CNAME elsewhere.example)",
                        cloud -> cloud.network.addRecord("issuer.example.com", "CNAME", "elsewhere.example")),
                blocked("media.example.com leads to the Worker other", cloud -> {
                    cloud.workers.add("other");
                    cloud.workers.addDomain("media.example.com", "other");
                }),
                blocked(
                        "There is a token edgepass-issuer that this folder didn't make",
                        cloud -> cloud.tokens.add("edgepass-issuer")),
                blocked(
                        "The tunnel edgepass is configured by a file",
                        cloud -> cloud.network.addTunnel("edgepass").put("config_src", "local")),
                blocked(
                        "The tunnel leads issuer.example.com to http://other",
                        cloud -> cloud.network
                                .addTunnel("edgepass")
                                .putObject("config")
                                .putArray("ingress")
                                .add(Json.object()
                                        .put("hostname", "issuer.example.com")
                                        .put("service", "http://other"))
                                .add(Json.object().put("service", "http_status:404"))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_says_what_to_do_and_nothing_is_changed(
            String sentence, boolean isBlocked, Consumer<FakeCloudflare> cause) {
        try (FakeCloudflare cloud = new FakeCloudflare()) {
            cause.accept(cloud);
            CloudHome home = new CloudHome(cloud, folder);
            String before = cloud.state();

            assertThatThrownBy(home::up)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(isBlocked ? "Nothing was changed" : sentence);
            assertThat(home.everythingSaid())
                    .contains((isBlocked ? "  blocked  " : "") + sentence)
                    .doesNotContain(FakeCloudflare.TOKEN);
            assertThat(cloud.state()).isEqualTo(before);
            assertThat(cloud.complaints()).isEmpty();
        }
    }

    @Test
    void a_step_that_fails_is_named_with_how_far_it_came() {
        try (FakeCloudflare cloud = new FakeCloudflare()) {
            // Of another jurisdiction, where our reads don't see it.
            cloud.storage.add("edgepass-feed");
            CloudHome home = new CloudHome(cloud, folder);
            home.wanting(CloudHome.deployment(Optional.of("eu"), CloudHome.DEPLOYMENT.appOrigins()));

            assertThatThrownBy(home::up)
                    .hasMessage(
                            "To make the R2 bucket edgepass-feed, private failed. A bucket of that name is there already, in another"
                                    + " jurisdiction: give its --jurisdiction, or another --bucket. Steps done before that: 1."
                                    + " Run the same command again: it goes on from there.");
        }
    }

    @Test
    void a_tunnel_in_use_is_told() {
        try (FakeCloudflare cloud = new FakeCloudflare()) {
            CloudHome home = new CloudHome(cloud, folder);
            home.up();
            cloud.network.isTunnelUsed = true;

            assertThatThrownBy(home::down).hasMessageContaining("The tunnel is in use: stop the containers");
            cloud.network.isTunnelUsed = false;
            home.down();
            assertThat(cloud.network.tunnel("edgepass")).isNull();
        }
    }

    private static Arguments refusal(String sentence, Consumer<FakeCloudflare> cause) {
        return Arguments.of(sentence, false, cause);
    }

    private static Arguments blocked(String sentence, Consumer<FakeCloudflare> cause) {
        return Arguments.of(sentence, true, cause);
    }

    private String stateWithoutFailure() {
        try (FakeCloudflare cloud = new FakeCloudflare()) {
            new CloudHome(cloud, folder.resolve("whole")).up();
            return cloud.state();
        }
    }

    private static String failure(CloudHome home) {
        try {
            home.up();
            return "";
        } catch (StartFailure e) {
            return String.valueOf(e.getMessage());
        }
    }
}
