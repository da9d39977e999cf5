package dev.edgepass.issuer.key.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.event.ControlEvent.KeyActivated;
import dev.edgepass.event.ControlEvent.KeyAdded;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.key.Pkcs12;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestPublisher;
import dev.edgepass.jdk.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeyRotationIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PATHS = "{\"paths\":[\"keys/2/\"]}";

    private final String admin = TestIssuer.admin();
    private final Api api = TestIssuer.shared().api();

    @TempDir
    private Path folder;

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @AfterEach
    void theSharedIssuerSigns() {
        TestProjection.catchUp();
        if (mint(api).status() != 201) {
            assertThat(rotate(api).status()).isEqualTo(200);
        }
    }

    @Test
    void a_rotation_announces_a_key_and_activates_it_and_the_one_before_retires() {
        String before = kid(mint(api));

        Api.Answer rotated = rotate(api);

        String after = rotated.string("kid");
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.string("previousKid")).isEqualTo(before).isNotEqualTo(after);
        assertThat(rotated.string("state")).isEqualTo("published");
        assertThat(kid(mint(api))).isEqualTo(after);
        assertThat(state(before)).isEqualTo("retiring");
        assertThat(state(after)).isEqualTo("active");
        assertThat(api.page("/.well-known/jwks.json").text()).contains(before, after);
        List<LogReader.Entry> log = LogReader.all(Topics.CONTROL);
        assertThat(log.stream()
                        .map(entry -> entry.event().data())
                        .filter(event ->
                                event instanceof KeyAdded added && added.kid().equals(after)
                                        || event instanceof KeyActivated activated
                                                && activated.kid().equals(after)))
                .hasExactlyElementsOfTypes(KeyAdded.class, KeyActivated.class);
    }

    @Test
    void a_token_of_the_retiring_key_is_still_renewed() {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"keys/2/\"]}");
        TestProjection.catchUp();
        String token = api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}")
                .string("token");

        String after = rotate(api).string("kid");

        Api.Answer renewed = api.post("/share-links/access-token", null, "{\"token\":\"" + token + "\"}");
        assertThat(renewed.status()).isEqualTo(201);
        assertThat(kid(renewed)).isEqualTo(after);
    }

    @Test
    void while_the_key_changes_two_instances_mint_on_with_keys_that_the_edge_has() {
        try (TestIssuer other = TestIssuer.with(Map.of())) {
            String before = kid(mint(api));
            Queue<Api.Answer> answers = new ConcurrentLinkedQueue<>();
            AtomicBoolean stop = new AtomicBoolean();
            List<CompletableFuture<Void>> minters = Stream.of(api, other.api())
                    .map(instance -> CompletableFuture.runAsync(() -> {
                        while (!stop.get()) {
                            answers.add(mint(instance));
                        }
                    }))
                    .toList();

            String after = rotate(other.api()).string("kid");
            Awaitility.await().atMost(PATIENCE).until(() -> kid(mint(api)).equals(after));
            stop.set(true);
            minters.forEach(CompletableFuture::join);

            assertThat(answers).extracting(Api.Answer::status).containsOnly(201);
            assertThat(answers).extracting(KeyRotationIT::kid).containsOnly(before, after);
        }
    }

    @Test
    void two_callers_at_once_get_one_change() {
        try (TestIssuer other = TestIssuer.with(Map.of())) {
            String before = kid(mint(api));

            List<Api.Answer> answers = TestPublisher.during(() -> {
                CompletableFuture<Api.Answer> second =
                        CompletableFuture.supplyAsync(() -> other.api().post("/keys/rotate", admin, ""));
                CompletableFuture<Api.Answer> third =
                        CompletableFuture.supplyAsync(() -> api.post("/keys/rotate", admin, ""));
                return List.of(api.post("/keys/rotate", admin, ""), second.join(), third.join());
            });

            String after = kid(mint(api));
            assertThat(answers).extracting(answer -> answer.string("kid")).containsOnly(after);
            assertThat(answers)
                    .extracting(answer -> answer.string("previousKid"))
                    .containsOnly(before);
        }
    }

    @Test
    void a_caller_without_patience_is_told_when_to_come_back_and_the_next_call_goes_on() {
        String before = kid(mint(api));

        Api.Answer early = api.post("/keys/rotate", admin, "", "Prefer", "wait=0");

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.problem()).isEqualTo("key-not-published");
        assertThat(early.header("Retry-After")).isNotNull();
        assertThat(kid(mint(api))).isEqualTo(before);
        assertThat(rotate(api).status()).isEqualTo(200);
    }

    @Test
    void an_instance_without_the_key_in_use_mints_nothing_and_revokes_on_until_it_is_given_the_key()
            throws IOException {
        try (TestIssuer poor = TestIssuer.with(Map.of(
                "edgepass.keys.signing-file", folder.resolve("signing.jwk").toString()))) {
            Api.Answer refused = mint(poor.api());

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("signing-key-unavailable");
            assertThat(refused.header("Retry-After")).isNotNull();
            JsonNode health =
                    poor.api().send("GET", "/actuator/health", admin, null).json();
            assertThat(health.at("/components/signingKey/status").stringValue()).isEqualTo("DOWN");
            assertThat(poor.api()
                            .post(
                                    "/revocations",
                                    admin,
                                    "{\"target\":{\"kind\":\"token\",\"id\":\"nobody\"}}",
                                    "Prefer",
                                    "wait=0")
                            .status())
                    .isEqualTo(202);

            copyKeysTo(folder.resolve("signing"));

            Awaitility.await().atMost(PATIENCE).until(() -> mint(poor.api()).status() == 201);
        }
    }

    @Test
    void a_key_set_in_the_environment_signs_and_says_where_the_next_key_has_to_come_from() throws IOException {
        String set;
        try (Stream<Path> files = Files.list(TestIssuer.KEYS)) {
            set = new JWKSet(files.filter(file -> file.toString().endsWith(".jwk"))
                            .<JWK>map(KeyFile::load)
                            .toList())
                    .toString(false);
        }
        try (TestIssuer issuer = TestIssuer.with(Map.of("edgepass.keys.jwks", set))) {
            assertThat(mint(issuer.api()).status()).isEqualTo(201);
            // Whatever other tests left announced is used first.
            Api.Answer last = rotate(issuer.api());
            while (last.status() == 200) {
                last = rotate(issuer.api());
            }
            assertThat(last.problem()).isEqualTo("no-next-key");
        }
    }

    @Test
    void a_key_of_a_pkcs12_store_is_announced_and_taken_into_use() throws IOException, InterruptedException {
        Path store = Pkcs12.make(folder, "edgepass", "secp256r1");
        try (TestIssuer issuer = TestIssuer.with(Map.of(
                "edgepass.keys.pkcs12-file", store.toString(),
                "edgepass.keys.pkcs12-password-file", Pkcs12.password(folder).toString()))) {
            Api.Answer rotated = rotate(issuer.api());

            assertThat(rotated.status()).isEqualTo(200);
            assertThat(kid(mint(issuer.api()))).isEqualTo(rotated.string("kid"));
            assertThat(mint(api).problem()).isEqualTo("signing-key-unavailable");
        }
    }

    @Test
    void a_key_is_changed_by_itself_when_that_is_due_and_the_old_one_leaves_once_its_tokens_are_over() {
        String before = kid(mint(api));
        Duration due = Duration.ofDays(31);
        Duration over = due.plusDays(1).plus(KeyDuties.MARGIN);
        try (TestIssuer ahead = TestIssuer.skewed(due, Map.of("edgepass.keys.rotate-every", "P30D"))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> TestPublisher.during(() -> state(before)).equals("retiring"));
            assertThat(ahead.api().page("/.well-known/jwks.json").text()).contains(before);
        }
        try (TestIssuer furtherAhead = TestIssuer.skewed(over)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> TestPublisher.during(() -> state(before)).equals("withdrawn"));
            assertThat(furtherAhead.api().page("/.well-known/jwks.json").text()).doesNotContain(before);
        }
        assertThat(kid(mint(api))).isNotEqualTo(before);
        assertThat(key(before).required("withdrawReason").stringValue()).isEqualTo("retired");
    }

    @Test
    void only_admins_change_the_key() {
        assertThat(api.post("/keys/rotate", TestIssuer.user("alice", "alice/"), "")
                        .problem())
                .isEqualTo("forbidden");
    }

    private void copyKeysTo(Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> keys = Files.list(TestIssuer.KEYS)) {
            for (Path key :
                    keys.filter(file -> file.toString().endsWith(".jwk")).toList()) {
                Files.copy(key, target.resolve(KeyFile.load(key).getKeyID() + ".jwk"));
            }
        }
    }

    private Api.Answer rotate(Api instance) {
        return TestPublisher.during(() -> instance.post("/keys/rotate", admin, ""));
    }

    private Api.Answer mint(Api instance) {
        return instance.post("/access-token", admin, PATHS);
    }

    private String state(String kid) {
        return key(kid).required("state").stringValue();
    }

    private JsonNode key(String kid) {
        for (JsonNode key : api.get("/keys", admin).json().required("keys")) {
            if (key.required("kid").stringValue().equals(kid)) {
                return key;
            }
        }
        throw new AssertionError("no key " + kid);
    }

    /** Of the token in an answer. */
    private static String kid(Api.Answer answer) {
        String token = answer.string("token");
        byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return JSON.readTree(new String(header, StandardCharsets.UTF_8))
                .required("kid")
                .stringValue();
    }
}
