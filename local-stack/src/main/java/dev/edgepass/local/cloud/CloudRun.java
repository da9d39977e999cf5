package dev.edgepass.local.cloud;

import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A run of {@code edgepass cloud}: plan, up or down. Each step reads again before it changes anything, so that a run that failed is mended by another, and what others changed
 * since the plan stays. For one thread.
 */
public final class CloudRun {
    private static final String TOKENS = "https://dash.cloudflare.com/?to=/:account/api-tokens";

    private final Cloud cloud;
    /** By the names that {@link #observe} gives them, in the order in which each needs those before it. */
    private final Map<String, Part> named;

    private final List<Part> parts;
    private final List<PublicAccess> buckets;
    private final Consumer<String> out;
    private final UnaryOperator<String> ask;

    private CloudRun(Cloud cloud, Consumer<String> out, UnaryOperator<String> ask) {
        this.cloud = cloud;
        this.out = out;
        this.ask = ask;
        KvNamespace namespace = new KvNamespace(cloud);
        FeedKeySet feedKeys = new FeedKeySet(cloud);
        WorkerConfiguration configuration =
                WorkerConfiguration.read(cloud.files().workerConfiguration());
        UsageSecret usageSecret = new UsageSecret(cloud);
        Worker worker = new Worker(cloud, configuration, namespace, feedKeys, usageSecret);
        IssuerTunnel tunnel = new IssuerTunnel(cloud);
        String media = cloud.deployment().mediaBucket();
        Map<String, Part> all = new LinkedHashMap<>();
        all.put("media-bucket", new Bucket(cloud, media));
        all.put("feed-bucket", new Bucket(cloud, Deployment.FEED_BUCKET));
        all.put("audit-bucket", new Bucket(cloud, Deployment.AUDIT_BUCKET));
        all.put("audit-lock", new AuditLock(cloud));
        all.put("cors", UploadCors.ofMedia(cloud));
        all.put("quarantine-bucket", new Bucket(cloud, Deployment.QUARANTINE_BUCKET));
        all.put("quarantine-cors", UploadCors.ofQuarantine(cloud));
        all.put("quarantine-lifecycle", new QuarantineLifecycle(cloud));
        all.put("kv-namespace", namespace);
        all.put("issuer-token", ServiceToken.issuer(cloud));
        all.put("consumer-token", ServiceToken.consumer(cloud));
        all.put("thumbnails-token", ServiceToken.thumbnails(cloud));
        all.put("kv-token", ServiceToken.kv(cloud));
        all.put("feed-keys", feedKeys);
        all.put("usage-secret", usageSecret);
        all.put("worker", worker);
        all.put("workers-dev", new WorkersDev(cloud, worker));
        all.put("media-host", new MediaDomain(cloud, worker));
        all.put("tunnel", tunnel);
        all.put("tunnel-rule", new TunnelIngress(cloud, tunnel));
        all.put("issuer-host", new IssuerRecord(cloud, tunnel));
        all.put("env", new EnvSettings(cloud, namespace, tunnel));
        all.put("rate-limit", new ViewRateLimit(cloud));
        this.named = all;
        this.parts = List.copyOf(all.values());
        this.buckets = List.of(
                new PublicAccess(cloud, media),
                new PublicAccess(cloud, Deployment.FEED_BUCKET),
                new PublicAccess(cloud, Deployment.AUDIT_BUCKET),
                new PublicAccess(cloud, Deployment.QUARANTINE_BUCKET));
    }

    /**
     * Checks the token and finds the zone.
     *
     * @param apiBase up to and with {@code /client/v4}
     * @param token may do all that the run does; kept in memory only
     * @param out takes a line
     * @param ask puts a question, and gives the answer
     * @throws StartFailure where the token isn't accepted, or the zone can't be used
     */
    public static CloudRun open(
            Deployment deployment,
            CloudFiles files,
            URI apiBase,
            ApiToken token,
            Consumer<String> out,
            UnaryOperator<String> ask) {
        return new CloudRun(Cloud.open(deployment, files, apiBase, token), out, ask);
    }

    /** Says what is there, and what {@link #up} would do. Changes nothing. */
    public void plan() {
        List<Finding> findings = parts.stream().map(Part::look).toList();
        show(findings);
        buckets.forEach(bucket -> bucket.open().ifPresent(step -> out.accept(line("ask", step.text()))));
        out.accept(count(findings) + " Nothing was changed.");
        sayGoodbye();
    }

    /** How each part stands, and whether a bucket can be read past the Worker. Changes nothing; a part that can't be read is told as such. */
    public List<Observation> observe() {
        List<Observation> observations = new ArrayList<>();
        named.forEach((name, part) -> observations.add(observed(name, () -> Observation.of(name, part.look()))));
        Iterator<PublicAccess> each = buckets.iterator();
        List.of("media-public-access", "feed-public-access", "audit-public-access", "quarantine-public-access")
                .forEach(name -> {
                    PublicAccess bucket = each.next();
                    observations.add(observed(
                            name,
                            () -> bucket.open()
                                    .map(step -> new Observation(name, Observation.Standing.OPEN, step.text()))
                                    .orElseGet(() -> new Observation(
                                            name,
                                            Observation.Standing.THERE,
                                            bucket.bucket() + " has no public address"))));
                });
        return observations;
    }

    private static Observation observed(String part, Supplier<Observation> look) {
        try {
            return look.get();
        } catch (StartFailure e) {
            return new Observation(part, Observation.Standing.UNSEEN, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes and changes what differs from the deployment.
     *
     * @param isSure doesn't ask
     * @param closing the buckets whose public access is closed without asking
     * @return false where the answer was no
     * @throws StartFailure where a step failed, a person has to decide something first, or another run is at work
     */
    public boolean up(boolean isSure, Set<String> closing) {
        closing.stream().filter(name -> !isBucket(name)).findAny().ifPresent(name -> {
            throw new StartFailure("--close-bucket: " + name + " (expected: "
                    + cloud.deployment().mediaBucket() + ", " + Deployment.FEED_BUCKET + ", "
                    + Deployment.AUDIT_BUCKET + " or " + Deployment.QUARANTINE_BUCKET
                    + ").");
        });
        List<Finding> findings = parts.stream().map(Part::look).toList();
        show(findings);
        out.accept(count(findings));
        if (findings.stream().anyMatch(Finding.Blocked.class::isInstance)) {
            throw new StartFailure("Nothing was changed: settle the lines that begin with \"blocked\" first.");
        }
        if (!isAgreed(findings, isSure)) {
            return false;
        }
        LockFile lock = cloud.files().lock();
        try (lock) {
            applyEach(parts, part -> Optional.of(part.look()), Part::apply);
            closePublicAccess(isSure, closing);
        }
        sayNext();
        return true;
    }

    /**
     * Deletes what {@link #up} made, but no bucket that holds objects.
     *
     * @param isSure doesn't ask
     * @return false where the answer was no
     * @throws StartFailure where a step failed, or another run is at work
     */
    public boolean down(boolean isSure) {
        List<Part> reversed = new ArrayList<>(parts);
        Collections.reverse(reversed);
        List<Finding> findings =
                reversed.stream().flatMap(part -> part.leftover().stream()).toList();
        show(findings);
        out.accept(count(findings) + " What was there before, the feed's keys and .env stay.");
        if (!isAgreed(findings, isSure)) {
            return false;
        }
        LockFile lock = cloud.files().lock();
        try (lock) {
            applyEach(reversed, Part::leftover, (part, step) -> {
                step.calls().forEach(cloud.api()::send);
                cloud.record().forget(step.key());
            });
        }
        if (!cloud.record().keys().isEmpty()) {
            out.accept("Still recorded in " + cloud.files().record() + ": "
                    + String.join(" ", cloud.record().keys().stream().sorted().toList())
                    + ". Things under other names are deleted with the options that made them.");
        }
        sayGoodbye();
        return true;
    }

    private void applyEach(
            List<Part> order, Function<Part, Optional<Finding>> look, BiConsumer<Part, Finding.Step> doing) {
        int done = 0;
        for (Part part : order) {
            String after = " Steps done before that: " + done + ". Run the same command again: it goes on from there.";
            Optional<Finding> finding = orFailure("A look", after, () -> look.apply(part));
            if (finding.isPresent() && finding.get() instanceof Finding.Blocked blocked) {
                throw new StartFailure(blocked.text() + after);
            }
            if (finding.isPresent() && finding.get() instanceof Finding.Step step) {
                orFailure("To " + step.verb() + " " + step.text(), after, () -> {
                    doing.accept(part, step);
                    return part;
                });
                out.accept(line("done", step.verb() + " " + step.text()));
                done++;
            }
        }
    }

    private static <T> T orFailure(String doing, String after, Supplier<T> attempt) {
        try {
            return attempt.get();
        } catch (StartFailure e) {
            throw new StartFailure(doing + " failed. " + e.getMessage() + after, e);
        }
    }

    private boolean isAgreed(List<Finding> findings, boolean isSure) {
        boolean isWork = findings.stream().anyMatch(Finding.Step.class::isInstance);
        if (isSure || !isWork || ask.apply("Go on? Type yes: ").equals("yes")) {
            return true;
        }
        out.accept("Nothing was changed.");
        return false;
    }

    private boolean isBucket(String name) {
        return buckets.stream().anyMatch(bucket -> bucket.bucket().equals(name));
    }

    private void closePublicAccess(boolean isSure, Set<String> closing) {
        for (PublicAccess bucket : buckets) {
            String name = bucket.bucket();
            orFailure("A look at " + name, "", bucket::open).ifPresent(step -> {
                out.accept("Open: " + step.text()
                        + ". Whoever has an object's name reads it past the Worker, also after a revocation.");
                boolean isAgreed = closing.contains(name)
                        || !isSure
                                && ask.apply("Links that were sent by these addresses end when they are closed. Type "
                                                + name + " to close them, or nothing to leave them: ")
                                        .equals(name);
                if (isAgreed) {
                    orFailure("To close " + step.text(), "", () -> bucket.close(step));
                }
                String left = step.text() + " (--close-bucket " + name + " closes it)";
                out.accept(isAgreed ? line("done", "close " + step.text()) : line("left", left));
            });
        }
    }

    private void sayNext() {
        Deployment deployment = cloud.deployment();
        out.accept("In Cloudflare all is as planned: " + deployment.mediaHost() + " is the Worker, and "
                + deployment.issuerHost() + " leads to the issuer once the containers run.");
        if (cloud.env().value("EDGEPASS_ISSUER_PROFILE").equals("local")) {
            out.accept("Set EDGEPASS_ISSUER_PROFILE=production in "
                    + cloud.env().file() + " before the tunnel runs: local trusts this machine's development logins.");
        }
        out.accept("Next: ./edgepass prepare-containers --cloudflare, which says what is still to be set.");
        out.accept("By hand: if the dashboard has a failure mode for the request limit of " + deployment.mediaHost()
                + ", set it to \"fail closed\" (Workers & Pages > Worker > Settings > Domains & Routes).");
        sayGoodbye();
    }

    private void sayGoodbye() {
        out.accept("The API token that you gave is kept nowhere. Delete it when you are done: " + TOKENS
                + " (Manage account > Account API tokens).");
    }

    private void show(List<Finding> findings) {
        Deployment deployment = cloud.deployment();
        out.accept("Account " + deployment.account() + ", zone " + deployment.zone() + ":");
        findings.forEach(finding -> out.accept(line(word(finding), finding.text())));
    }

    private static String count(List<Finding> findings) {
        long steps = findings.stream().filter(Finding.Step.class::isInstance).count();
        return steps == 0 ? "There is nothing to do." : steps + (steps == 1 ? " step." : " steps.");
    }

    private static String word(Finding finding) {
        // A switch over types needs a later Java.
        if (finding instanceof Finding.Step step) {
            return step.verb();
        }
        if (finding instanceof Finding.Blocked) {
            return "blocked";
        }
        return finding instanceof Finding.Left ? "left" : "there";
    }

    private static String line(String word, String text) {
        return String.format("  %-8s %s", word, text);
    }
}
