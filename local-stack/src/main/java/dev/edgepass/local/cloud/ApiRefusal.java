package dev.edgepass.local.cloud;

import dev.edgepass.local.process.StartFailure;
import java.util.Arrays;

/** Cloudflare refused a call. The message says why as far as that is known, and what to do. */
final class ApiRefusal extends StartFailure {
    /**
     * @param code Cloudflare's number of the error, or 0
     * @param said Cloudflare's words, fit for a terminal and without a secret
     */
    ApiRefusal(String method, String path, int status, int code, String said) {
        super(sentence(Area.of(path), method + " " + path.replaceFirst("\\?.*", ""), status, code, said));
    }

    /** A part of the API: its codes are its own, and the dashboard has a permission for it. The first that fits a path counts. */
    private enum Area {
        TOKENS("/tokens", "Account > Account API Tokens: Edit"),
        R2("/r2/", "Account > Workers R2 Storage: Edit"),
        KV("/storage/kv/", "Account > Workers KV Storage: Edit"),
        DOMAINS("/workers/domains", "Zone > Workers Routes: Edit"),
        WORKERS("/workers/", "Account > Workers Scripts: Edit"),
        TUNNELS("/cfd_tunnel", "Account > Cloudflare Tunnel: Edit"),
        DNS("/dns_records", "Zone > DNS: Edit"),
        RULES("/rulesets", "Zone > Zone WAF: Edit"),
        ZONES("", "Zone > Zone: Read");

        private final String path;
        private final String permission;

        Area(String path, String permission) {
            this.path = path;
            this.permission = permission;
        }

        static Area of(String path) {
            return Arrays.stream(values())
                    .filter(area -> path.contains(area.path))
                    .findFirst()
                    .orElse(ZONES);
        }
    }

    private static String sentence(Area area, String call, int status, int code, String said) {
        return switch (area + " " + code) {
            case "R2 10042", "R2 10136" ->
                "R2 isn't switched on in this account: open R2 in the dashboard (https://dash.cloudflare.com/?to=/:account/r2)"
                        + " and switch it on. Cloudflare asks for a payment method; 10 GB are free.";
            case "R2 10004" ->
                "A bucket of that name is there already, in another jurisdiction: give its --jurisdiction, or another --bucket.";
            case "R2 10008" -> "The bucket holds objects, and Cloudflare deletes empty ones only.";
            case "KV 10014" -> "A KV namespace of that title is there already.";
            case "WORKERS 10063" ->
                "The account has no workers.dev subdomain yet: open Workers & Pages in the dashboard once, which makes it.";
            case "DOMAINS 100117", "DNS 81053", "DNS 81054", "DNS 81057" ->
                "A DNS record of that host name is there already: delete it in the dashboard (DNS > Records), or choose another host name.";
            case "TUNNELS 1022" ->
                "The tunnel is in use: stop the containers (docker compose --profile cloudflare down), wait a minute, and run the command again.";
            default -> byStatus(area, call, status, code, said);
        };
    }

    private static String byStatus(Area area, String call, int status, int code, String said) {
        return switch (status) {
            case 401 -> "Cloudflare doesn't accept the token (" + call + "): it is wrong, deleted or expired.";
            case 403 ->
                "The token may not do this (" + call + "). Add the permission \"" + area.permission
                        + "\" to it in the dashboard, for this account and zone.";
            case 429 -> "Cloudflare answers no more calls for now: wait five minutes.";
            default ->
                "Cloudflare answered " + call + " with " + status + (code == 0 ? "" : " (code " + code + ")")
                        + (said.isEmpty() ? "" : ": " + said.replaceFirst("\\.$", "")) + ".";
        };
    }
}
