package dev.edgepass.benchmarks.revocation;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.Issuer;
import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.media.R2;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The running stack and its clients, for all parts of the benchmark. Ends with {@link #close()}; thread-safe. */
final class Bench implements AutoCloseable {
    /** The object of all views. */
    static final String OBJECT = "bench/picture.jpg";

    private static final String FOLDER = "bench/";
    private static final int OBJECT_BYTES = 2048;
    private static final long LOOK_NANOS = 20_000_000;

    final StackInfo stack;
    final Http http = new Http();
    final Issuer issuer;
    final KvRevoker kv;
    final HeadWatch heads;
    final ViewLoad load = new ViewLoad();
    final Appender log;
    final Consumer<String> progress;
    private final String viewer;
    private final String admin;

    Bench(StackInfo stack, DataFolder data, Consumer<String> progress) {
        this.stack = stack;
        this.progress = progress;
        this.issuer = new Issuer(http, stack.issuer());
        this.kv = new KvRevoker(http, EdgeHost.kvOf(data.edge()));
        this.heads = new HeadWatch(http, stack.edges().get(0));
        this.log = new Appender(stack.kafka());
        LocalIdentity identity = LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        this.viewer = identity.token(Login.user("bench-viewer", List.of(FOLDER)), Instant.now());
        this.admin = identity.token(Login.admin("bench-admin", List.of()), Instant.now());
        try (S3Client s3 = R2.client(stack.s3())) {
            s3.putObject(
                    put -> put.bucket(stack.s3().mediaBucket()).key(OBJECT).contentType("image/jpeg"),
                    RequestBody.fromBytes(new byte[OBJECT_BYTES]));
        }
    }

    /**
     * A token under watch, and the target whose revocation ends it.
     *
     * @param target the token itself, or the link that it came from
     */
    record Viewing(String token, String jti, Target target) {}

    /** A token of a login. */
    Viewing mintToken() {
        Http.Answer answer = issuer.requestToken(viewer, List.of(FOLDER));
        return new Viewing(answer.text("token"), answer.text("jti"), new Target(Handle.Kind.TOKEN, answer.text("jti")));
    }

    /** A token of a new share link. */
    Viewing mintLink(String label) {
        Issuer.Link link = issuer.createLink(admin, label, List.of(FOLDER));
        Http.Answer answer = issuer.exchange(link.secret()).expect(201, "The exchange of a link");
        return new Viewing(answer.text("token"), answer.text("jti"), new Target(Handle.Kind.LINK, link.id()));
    }

    String admin() {
        return admin;
    }

    /** Its URLs at all locations. */
    List<URI> views(String token) {
        return stack.edges().stream()
                .map(edge -> edge.resolve("/view/" + token + "/" + OBJECT))
                .toList();
    }

    /** The same by the other design. */
    List<URI> viewsByKv(String token) {
        return stack.edges().stream()
                .map(edge -> edge.resolve(StoreModel.KV_PER_TOKEN + "view/" + token + "/" + OBJECT))
                .toList();
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @throws RunFailure where it doesn't within {@code patience}
     */
    static void await(String what, Duration patience, BooleanSupplier condition) {
        if (!holdsWithin(patience, condition)) {
            throw new RunFailure(what + " did not happen within " + patience.toSeconds() + " s");
        }
    }

    /** Waits until {@code condition} holds, or {@code patience} ends; whether it held. */
    static boolean holdsWithin(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Runs {@code task} in a thread of its own, which doesn't keep the process alive. */
    void inBackground(Runnable task) {
        Thread thread = new Thread(task, "bench-round");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The result, once it is there.
     *
     * @throws RunFailure as its task did
     */
    static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    static void pause(long millis) {
        long end = System.currentTimeMillis() + millis;
        for (long left = millis; left > 0; left = end - System.currentTimeMillis()) {
            LockSupport.parkNanos(left * 1_000_000);
        }
    }

    @Override
    public void close() {
        heads.close();
        load.close();
        log.close();
    }
}
