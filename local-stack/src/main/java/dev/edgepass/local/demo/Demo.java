package dev.edgepass.local.demo;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.Issuer;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.stack.StackInfo;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The life of a media token, played against every location of a running stack: the steps of a frontend, a viewer, an admin and an auditor, in that order. */
final class Demo {
    /** Seconds that the admin waits for "published": a machine that stalls may keep the head from being written for a while. */
    private static final int PATIENCE = 20;

    private static final int RANGE_BYTES = 64 << 10;

    private final StackInfo stack;
    private final LocalIdentity identity;
    private final DemoMedia media;
    private final Report report;
    private final Http http = new Http();
    private final Issuer issuer;

    /**
     * @param media the objects in the bucket
     */
    Demo(StackInfo stack, LocalIdentity identity, DemoMedia media, Report report) {
        this.stack = stack;
        this.identity = identity;
        this.media = media;
        this.report = report;
        this.issuer = new Issuer(http, stack.issuer());
    }

    /** Plays it, and reports the results. */
    void play() {
        Instant now = Instant.now();
        String frontend = identity.token(Login.user("demo-frontend", media.scopes()), now);
        String admin = identity.token(Login.admin("demo-admin", List.of()), now);

        report.step("A frontend logs in, gets one media token and loads the gallery at every location");
        String token = issuer.mediaToken(frontend, media.scopes());
        gallery(token);
        seek(token);

        report.step("An admin shares two links; a viewer opens each");
        Issuer.Link revoked = issuer.createLink(admin, "To be revoked", media.scopes());
        Issuer.Link kept = issuer.createLink(admin, "To be kept", media.scopes());
        String revokedToken = issuer.exchange(revoked.secret())
                .expect(201, "The viewer's exchange")
                .text("token");
        String keptToken = issuer.exchange(kept.secret())
                .expect(201, "The other viewer's exchange")
                .text("token");
        claimViews("Both viewers see it", revokedToken, keptToken);

        report.step("The admin revokes the first link while its viewer keeps viewing");
        Http.Answer revocation = new WatchedRevocation(http, stack.edges(), report)
                .run(
                        edge -> GalleryLoad.view(edge, revokedToken, media.smallest()),
                        () -> issuer.revokeLink(admin, revoked.id(), PATIENCE));

        claimRefused("The refused viewer asks for a new token", issuer.renew(revokedToken));
        claimRefused("The link is opened again", issuer.exchange(revoked.secret()));
        claimViews("The other tokens still view", token, keptToken);
        claimViews(
                "The other viewer renews and views",
                issuer.renew(keptToken)
                        .expect(201, "The renewal of the other viewer")
                        .text("token"));

        report.step("The admin looks at who opened the link, and an auditor at which locations refused it");
        new CountedViews(issuer, admin, stack.edges().size(), report).claim(revoked, revocation.text("id"));

        report.step("An auditor reads all these events from the log");
        new Audit(stack.kafka(), report).run(revoked.id(), kept.id(), now);
    }

    private void gallery(String token) {
        GalleryLoad load = new GalleryLoad(http, media.images());
        for (String temperature : List.of("cold", "warm")) {
            int good = 0;
            int hits = 0;
            Histogram perImage = new Histogram(3);
            Histogram wholes = new Histogram(3);
            for (URI edge : stack.edges()) {
                GalleryLoad.Result result = load.run(edge, token);
                good += result.good();
                hits += result.hits();
                perImage.add(result.perImage());
                wholes.recordValue(result.nanos());
            }
            int wanted = media.images().size() * stack.edges().size();
            String name = media.images().size() + " images " + temperature;
            report.claim(name + ", right to the byte", good + " of " + wanted, good == wanted);
            report.measured(
                    name + ", whole gallery at a location",
                    String.format(Locale.ROOT, "%.2f s", wholes.getValueAtPercentile(50) / 1e9));
            report.measured(
                    name + ", each",
                    String.format(
                            Locale.ROOT,
                            "p50 %.1f ms, p99 %.1f ms",
                            perImage.getValueAtPercentile(50) / 1e6,
                            perImage.getValueAtPercentile(99) / 1e6));
            if (temperature.equals("warm")) {
                report.claim(
                        "Hit rate warm", String.format(Locale.ROOT, "%.1f %%", 100.0 * hits / wanted), hits == wanted);
            }
        }
    }

    private void seek(String token) {
        Medium large = media.largest();
        long from = (long) (large.size() * 0.83);
        byte[] expected = large.bytes(from, RANGE_BYTES);
        long start = System.nanoTime();
        HttpResponse<byte[]> response = http.get(
                GalleryLoad.view(stack.edges().get(0), token, large),
                Map.of("Range", "bytes=" + from + "-" + (from + expected.length - 1)));
        double millis = (System.nanoTime() - start) / 1e6;
        boolean right = response.statusCode() == 206 && Arrays.equals(response.body(), expected);
        report.claim(
                String.format(
                        Locale.ROOT,
                        "%d KB from %d MB into %s",
                        expected.length >> 10,
                        from >> 20,
                        large.file().getFileName()),
                String.format(Locale.ROOT, "%d, %.1f ms", response.statusCode(), millis),
                right);
    }

    /** Each of the tokens views at each location. */
    private void claimViews(String what, String... tokens) {
        int views = 0;
        for (String token : tokens) {
            for (URI edge : stack.edges()) {
                views += http.get(GalleryLoad.view(edge, token, media.smallest()), Map.of())
                                        .statusCode()
                                == 200
                        ? 1
                        : 0;
            }
        }
        int wanted = tokens.length * stack.edges().size();
        report.claim(what, views + " of " + wanted + " views", views == wanted);
    }

    private void claimRefused(String what, Http.Answer answer) {
        report.claim(what, answer.status() + " " + answer.problem(), answer.status() == 403);
    }
}
