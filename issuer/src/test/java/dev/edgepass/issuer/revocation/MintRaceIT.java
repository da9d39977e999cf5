package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.RequestOrigin;
import dev.edgepass.decision.TokenRules;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.ControlEvent.LinkClosed;
import dev.edgepass.event.ControlEvent.LinksCreated;
import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LaggingProjection;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.revocation.HandleChange;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.UnverifiedToken;
import dev.edgepass.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two issuers whose clocks are a minute apart mint for links while these are taken back, on a projection that is late: no token outlives the revocation that it
 * missed (ADR 4).
 */
class MintRaceIT {
    private static final int RACES = 3_000;
    /** Links that one record makes. */
    private static final int PER_RECORD = 100;

    private static final int MAX_LAG_MILLIS = 40;
    private static final int THREADS = 8;
    private static final long SEED = 20_261_125;
    private static final ObjectKey OBJECT = ObjectKey.parse("raced/1.jpg", JdkNfc.INSTANCE);
    private static final ViewPolicy EDGE = new ViewPolicy(
            new TokenRules("edgepass", "edgepass-edge", 60, 86_400), ViewPolicy.DEFAULT_MAX_READ_AGE, 60_000);

    private final ExecutorService racers = Executors.newFixedThreadPool(THREADS);
    private final ExecutorService rivals = Executors.newFixedThreadPool(THREADS);
    private final EventLog log = TestIssuer.shared().bean(EventLog.class);
    private final Queue<String> minted = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> takenBackAt = new ConcurrentHashMap<>();
    private final AtomicInteger mintedAfterTheAck = new AtomicInteger();

    /** One link, and how it is taken back. */
    private record Race(String link, String secret, How how) {}

    private enum How {
        BLOCK,
        CUTOFF,
        CLOSE
    }

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @AfterEach
    void stop() {
        racers.shutdownNow();
        rivals.shutdownNow();
    }

    @Test
    void no_token_outlives_the_revocation_that_it_missed() {
        List<Race> races = IntStream.range(0, RACES)
                .mapToObj(i -> new Race(RandomId.next(), RandomId.next(), How.values()[i % How.values().length]))
                .toList();
        try (TestIssuer fast = TestIssuer.skewed(Duration.ofSeconds(30));
                TestIssuer slow = TestIssuer.skewed(Duration.ofSeconds(-30))) {
            List.of(fast, slow)
                    .forEach(issuer -> Awaitility.await()
                            .until(() -> issuer.api()
                                            .page("/actuator/health/readiness")
                                            .status()
                                    == 200));
            for (int from = 0; from < RACES; from += PER_RECORD) {
                create(races.subList(from, from + PER_RECORD));
            }
            TestProjection.catchUp();
            LaggingProjection late = LaggingProjection.start(SEED, MAX_LAG_MILLIS);
            try {
                Random random = new Random(SEED);
                boolean[] fastFirst = new boolean[RACES];
                for (int i = 0; i < RACES; i++) {
                    fastFirst[i] = random.nextBoolean();
                }
                all(RACES, i -> race(races.get(i), fastFirst[i] ? fast : slow, fastFirst[i] ? slow : fast));
            } finally {
                late.close();
            }
            TestProjection.catchUp();
        }

        FeedView before = view(Long.MIN_VALUE);
        FeedView after = view(Long.MAX_VALUE);
        List<VerifiedToken> missed = new ArrayList<>();
        for (String token : minted) {
            // Signed by this JVM's own key, in this JVM.
            VerifiedToken verified = UnverifiedToken.parse(token).signatureIsGood();
            MediaClaims claims = verified.claims();
            EDGE.decide(verified, OBJECT, RequestOrigin.NONE, before, before.readAt());
            if (claims.position() < takenBackAt.get(claims.link())) {
                missed.add(verified);
            }
        }
        for (VerifiedToken token : missed) {
            assertThatThrownBy(() -> EDGE.decide(token, OBJECT, RequestOrigin.NONE, after, after.readAt()))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isIn(Refusal.REVOKED, Refusal.BLOCKED));
        }
        assertThat(grantsOnWhatWasTakenBack(races)).isEmpty();
        assertThat(takenBackAt).hasSize(RACES);
        assertThat(missed).hasSizeGreaterThan(RACES / 10);
        assertThat(mintedAfterTheAck)
                .as("tokens minted by an issuer that didn't know yet")
                .hasPositiveValue();
    }

    /** One issuer mints while the link is taken back, the other one right after that was acknowledged. */
    private void race(Race race, TestIssuer during, TestIssuer after) {
        CompletableFuture<Void> raced = CompletableFuture.runAsync(() -> mint(race, during.api()), rivals);
        takenBackAt.put(race.link, log.append(takeBack(race), race.link).position());
        if (mint(race, after.api())) {
            mintedAfterTheAck.incrementAndGet();
        }
        raced.join();
    }

    private boolean mint(Race race, Api issuer) {
        Api.Answer answer = issuer.post("/share-links/access-token", null, "{\"secret\":\"" + race.secret + "\"}");
        if (answer.status() == 201) {
            minted.add(answer.string("token"));
            return true;
        }
        assertThat(answer.problem()).isIn("blocked", "link-closed");
        return false;
    }

    private void create(List<Race> races) {
        String group = RandomId.next();
        List<LinksCreated.Member> members = races.stream()
                .map(race -> new LinksCreated.Member(race.link, sha256(race.secret), "racer", null))
                .toList();
        log.append(new LinksCreated(group, members, LinkTerms.of("raced/"), null, Instant.now(), "race"), group);
    }

    private static ControlEvent takeBack(Race race) {
        return switch (race.how) {
            case BLOCK -> revoked(race, Effect.BLOCK);
            case CUTOFF -> revoked(race, Effect.CUTOFF);
            case CLOSE -> new LinkClosed(race.link, null, "race");
        };
    }

    private static Revoked revoked(Race race, Effect effect) {
        return new Revoked(RandomId.next(), List.of(new Target(Handle.Kind.LINK, race.link)), effect, null, "race");
    }

    /** Of the whole issuance log: tokens that were decided on a state in which their link was closed or blocked. */
    private List<IssuanceEvent.Grant> grantsOnWhatWasTakenBack(List<Race> races) {
        Map<String, Race> byLink = new TreeMap<>();
        races.forEach(race -> byLink.put(race.link, race));
        return LogReader.all(Topics.ISSUANCE).stream()
                .map(entry -> ((IssuanceEvent) entry.event().data()).grant())
                .filter(grant -> grant.linkId() != null && byLink.containsKey(grant.linkId()))
                .filter(grant -> byLink.get(grant.linkId()).how != How.CUTOFF
                        && grant.position() >= takenBackAt.get(grant.linkId()))
                .toList();
    }

    /** What the edge knows once it has the control log up to {@code position}; the signing keys it has in any case. */
    private static FeedView view(long position) {
        byte[] key = new byte[Fingerprinter.KEY_BYTES];
        Fingerprinter fingerprinter = new Fingerprinter(key);
        TreeMap<Fingerprint, HandleState> states = new TreeMap<>();
        List<PublicKey> keys = new ArrayList<>();
        for (LogReader.Entry entry : LogReader.all(Topics.CONTROL)) {
            ControlEvent event = (ControlEvent) entry.event().data();
            if (event instanceof ControlEvent.KeyAdded added) {
                keys.add(new PublicKey(
                        added.kid(), added.jwk().get("x"), added.jwk().get("y")));
            }
            if (entry.position() <= position) {
                for (HandleChange change : HandleChange.of(event, entry.position())) {
                    Fingerprint handle = fingerprinter.of(change.handle());
                    states.put(handle, change.change().apply(states.getOrDefault(handle, HandleState.CLEAR)));
                }
            }
        }
        long now = System.currentTimeMillis();
        FeedHead head = new FeedHead(1, 1, "test", now, 0, 0, "topic", key, keys, List.of(), Segment.of(states));
        return new FeedView(head, List.of(), now);
    }

    private void all(int count, IntConsumer task) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            running.add(CompletableFuture.runAsync(() -> task.accept(number), racers));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
