package dev.edgepass.local.cloud;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is wanted.
 *
 * @param account the account's id
 * @param zone the zone's name, which both hosts are in
 * @param mediaHost the Worker's host name
 * @param issuerHost the issuer's host name, which the tunnel leads to
 * @param mediaBucket the bucket of the media
 * @param jurisdiction of all buckets; empty is Cloudflare's default
 * @param appOrigins origins whose pages upload to the media bucket
 */
public record Deployment(
        String account,
        String zone,
        String mediaHost,
        String issuerHost,
        String mediaBucket,
        Optional<String> jurisdiction,
        List<String> appOrigins) {
    static final String FEED_BUCKET = "edgepass-feed";
    static final String AUDIT_BUCKET = "edgepass-audit";
    static final String QUARANTINE_BUCKET = "edgepass-quarantine";

    private static final Pattern ACCOUNT = Pattern.compile("[0-9a-f]{32}");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")+");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final Pattern JURISDICTION = Pattern.compile("eu|fedramp");
    private static final Pattern ORIGIN = Pattern.compile(
            "https://" + HOST.pattern() + "(:\\d{1,5})?|http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?");
    private static final int MOST_ORIGINS = 20;

    /**
     * @throws IllegalArgumentException naming the option whose value can't be
     */
    public Deployment {
        appOrigins = List.copyOf(appOrigins);
        require(ACCOUNT, "--account", account, "the account's id, 32 hex digits");
        require(HOST, "--zone", zone, "a domain such as example.com");
        require(HOST, "--media-host", mediaHost, "a host name such as media.example.com");
        require(HOST, "--issuer-host", issuerHost, "a host name such as issuer.example.com");
        require(BUCKET, "--bucket", mediaBucket, "3 to 63 lower-case letters, digits and hyphens");
        jurisdiction.ifPresent(name -> require(JURISDICTION, "--jurisdiction", name, "eu or fedramp"));
        appOrigins.forEach(
                origin -> require(ORIGIN, "--app-origin", origin, "an origin such as https://app.example.com"));
        if (appOrigins.size() > MOST_ORIGINS) {
            throw new IllegalArgumentException(
                    "--app-origin: " + appOrigins.size() + " (expected: at most " + MOST_ORIGINS + ")");
        }
        requireInZone("--media-host", mediaHost, zone);
        requireInZone("--issuer-host", issuerHost, zone);
        if (mediaHost.equals(issuerHost)) {
            throw new IllegalArgumentException("--issuer-host: " + issuerHost + " (expected: another than --media-host,"
                    + " where the Worker answers every path)");
        }
        if (List.of(FEED_BUCKET, AUDIT_BUCKET, QUARANTINE_BUCKET).contains(mediaBucket)) {
            throw new IllegalArgumentException(
                    "--bucket: " + mediaBucket
                            + " (expected: another than the feed's, the archive's or the quarantine, which no media URL may name)");
        }
    }

    /** The resource of a token's policy that is one bucket. */
    String resource(String bucket) {
        return "com.cloudflare.edge.r2.bucket." + account + "_" + jurisdiction.orElse("default") + "_" + bucket;
    }

    /** Where the S3 API of the buckets is. */
    String s3Endpoint() {
        return "https://" + account + jurisdiction.map(name -> "." + name).orElse("") + ".r2.cloudflarestorage.com";
    }

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    private static void require(Pattern form, String option, String value, String expected) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: " + expected + ")");
        }
    }

    private static void requireInZone(String option, String host, String zone) {
        if (!host.equals(zone) && !host.endsWith("." + zone)) {
            throw new IllegalArgumentException(option + ": " + host + " (expected: a host name in " + zone + ")");
        }
    }
}
