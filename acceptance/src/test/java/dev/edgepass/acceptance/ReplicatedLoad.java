package dev.edgepass.acceptance;

import dev.edgepass.guarantee.NothingAcknowledgedIsLost;
import dev.edgepass.guarantee.PublishedIsEnforced;
import dev.edgepass.guarantee.SuccessOrUnavailable;
import dev.edgepass.guarantee.ViewsGoOn;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * People at work on a replicated system, until closed: tokens are minted and revoked, links are made, opened, viewed and revoked, all the time, by the one address of the
 * issuers. What they saw is judged by guarantees.
 */
final class ReplicatedLoad implements AutoCloseable {
    /** An instance was killed while it had the call, or none was there to take it. */
    static final String NO_ANSWER = "none";

    private static final Set<String> ANSWERS = Set.of(
            "200", "201", "202", NO_ANSWER, "503 log-unavailable", "503 read-model-unavailable", "503 overloaded");
    private static final String SCOPE = "{\"paths\":[\"projects/42/\"]}";

    final NothingAcknowledgedIsLost log = new NothingAcknowledgedIsLost();
    final SuccessOrUnavailable answers = new SuccessOrUnavailable(ANSWERS);
    final Gaps minting = new Gaps();
    final Gaps revoking = new Gaps();
    final SeatLoad seats = new SeatLoad(this);
    final AtomicInteger linksRevoked = new AtomicInteger();
    private final List<PublishedIsEnforced> enforced = new ArrayList<>();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final ViewsGoOn viewsGoOn;
    private final ViewLoad valid;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> workers = new ArrayList<>();
    private final ReplicatedSystem system;
    private final List<String> locations;

    ReplicatedLoad(ReplicatedSystem system) {
        this.system = system;
        List<URI> edges = system.stack.edges();
        locations = edges.stream().map(URI::getAuthority).toList();
        viewsGoOn = new ViewsGoOn(locations, Duration.ofSeconds(30), Instant.now());
        valid = new ViewLoad(
                system.product,
                edges,
                system.product.mediaToken(system.admin, "projects/42/"),
                SharedStack.IMAGE,
                view -> viewsGoOn.viewed(
                        view.location(), view.asked(), view.isGranted(), view.status() + " " + view.problem()));
        for (int i = 0; i < 2; i++) {
            work("minter", this::mint, 50);
            work("link", this::playLink, 0);
        }
        work("revoker", this::revokeToken, 50);
        work("seats", seats::run, 200);
    }

    private interface Step {
        void run() throws Exception;
    }

    private void work(String name, Step step, long pauseMillis) {
        Thread worker = new Thread(
                () -> {
                    try {
                        while (open.get()) {
                            step.run();
                            Thread.sleep(pauseMillis);
                        }
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    }
                },
                name);
        worker.setDaemon(true);
        worker.start();
        workers.add(worker);
    }

    private void mint() {
        Web.Answer answer = call("POST", "access-token", SCOPE);
        if (answer != null && answer.status() == 201) {
            log.acknowledged(answer.json().get("jti").asString());
            minting.success();
        }
    }

    /** Whether it was acknowledged. */
    boolean revokeToken() {
        return acknowledged(call("POST", "revocations", target("token", "t-" + System.nanoTime()), "Prefer", "wait=0"));
    }

    /** Whether the log has it. */
    private boolean acknowledged(Web.Answer answer) {
        if (answer == null || answer.status() / 100 != 2) {
            return false;
        }
        log.acknowledged(
                answer.json().get("id").asString(),
                answer.json().get("position").asLong());
        revoking.success();
        return true;
    }

    /** A link is made, opened at every location, revoked, and refused in time at every location. */
    private void playLink() throws InterruptedException {
        Web.Answer made = call("POST", "share-links", "{\"label\":\"Replicated\",\"paths\":[\"projects/42/\"]}");
        if (made == null || made.status() != 201) {
            return;
        }
        String id = made.json().get("id").asString();
        log.acknowledged(id);
        String token = exchange(made.json().get("secret").asString());
        if (token == null) {
            return;
        }
        PublishedIsEnforced inForce = new PublishedIsEnforced(locations);
        ViewLoad views = new ViewLoad(system.product, system.stack.edges(), token, SharedStack.IMAGE, view -> {
            inForce.viewed(id, view.location(), view.asked(), view.isGranted());
            if (!view.isGranted()) {
                refusals.add(view.problem().isEmpty() ? Integer.toString(view.status()) : view.problem());
            }
        });
        try {
            Thread.sleep(200);
            Instant enforcedBy = revoke(id);
            inForce.published(id, enforcedBy);
            while (!inForce.sawAllAfter(id, enforcedBy.plusMillis(500))) {
                Thread.sleep(100);
            }
        } finally {
            views.close();
        }
        synchronized (enforced) {
            enforced.add(inForce);
        }
        linksRevoked.incrementAndGet();
    }

    /** A viewer's token; null where the read model doesn't come to know the link for a minute, as that is judged by minting. */
    private String exchange(String secret) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(end)) {
            // Not yet known is 404.
            Web.Answer answer = unjudged("POST", "share-links/access-token", "{\"secret\":\"" + secret + "\"}");
            if (answer != null && answer.status() == 201) {
                log.acknowledged(answer.json().get("jti").asString());
                return answer.json().get("token").asString();
            }
            Thread.sleep(200);
        }
        return null;
    }

    /** From when on it is in force, once it is published. */
    private Instant revoke(String link) throws InterruptedException {
        Web.Answer answer = call("POST", "revocations", target("link", link));
        while (!acknowledged(answer)) {
            Thread.sleep(200);
            answer = call("POST", "revocations", target("link", link));
        }
        String id = answer.json().get("id").asString();
        while (answer == null || !answer.json().path("state").asString("").equals("published")) {
            Thread.sleep(200);
            // The read model may not know it yet, or not any more: 404 or 503.
            answer = unjudged("GET", "revocations/" + id, "");
        }
        return Instant.parse(answer.json().get("enforcedBy").asString());
    }

    private static String target(String kind, String id) {
        return "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"},\"reason\":\"replicated\"}";
    }

    /** The answer, which has to be a success or an outage; null where there was none. */
    Web.Answer call(String method, String path, String json, String... headers) {
        Web.Answer answer = unjudged(method, path, json, headers);
        answers.answered(
                answer == null
                        ? NO_ANSWER
                        : answer.status() + (answer.problem().isEmpty() ? "" : " " + answer.problem()));
        return answer;
    }

    /** The answer, whatever it is; null where there was none. */
    Web.Answer unjudged(String method, String path, String json, String... headers) {
        try {
            return system.product.api(method, path, system.admin, json, headers);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                // Whatever is away behind it, an issuer answers in time.
                answers.answered("timeout");
            }
            return null;
        }
    }

    /** Ends after what is under way. */
    @Override
    public void close() {
        open.set(false);
        for (Thread worker : workers) {
            try {
                worker.join(Duration.ofSeconds(120).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (worker.isAlive()) {
                failure.compareAndSet(null, new AssertionError(worker.getName() + " doesn't come to its end"));
            }
        }
        seats.close();
        viewsGoOn.ended(Instant.now());
        valid.close();
    }

    /** All but {@link #log}, which the log's content has to be told first. */
    void assertHeld() {
        if (failure.get() != null) {
            throw new AssertionError("somebody at work failed", failure.get());
        }
        answers.assertHeld();
        viewsGoOn.assertHeld();
        seats.assertHeld();
        synchronized (enforced) {
            enforced.forEach(PublishedIsEnforced::assertHeld);
        }
        if (linksRevoked.get() == 0) {
            throw new AssertionError("no link came to its end");
        }
        if (!Set.of("blocked", "stale-feed").containsAll(refusals)) {
            throw new AssertionError("refusals: " + refusals + " (expected: blocked, stale-feed)");
        }
    }
}
