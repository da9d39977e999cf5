package dev.edgepass.local.cloud;

import java.util.LinkedHashMap;
import java.util.Map;

/** Cloudflare refused a call. The message says why as far as that is known, and what to do. */
final class ApiRefusal extends CloudFailure {
    /** What a token has to be allowed, as the dashboard names it, by what is in the path of the call. The first that fits counts. */
    private static final Map<String, String> PERMISSIONS = permissions();

    private final int code;

    /**
     * @param code Cloudflare's number of the error, or 0
     * @param said Cloudflare's words, fit for a terminal and without a secret
     */
    ApiRefusal(String method, String path, int status, int code, String said) {
        super(sentence(method, path, status, code, said));
        this.code = code;
    }

    int code() {
        return code;
    }

    private static String sentence(String method, String path, int status, int code, String said) {
        String call = method + " " + path.replaceFirst("\\?.*", "");
        return switch (code) {
            case 10042, 10136 ->
                "R2 isn't switched on in this account: open R2 in the dashboard (https://dash.cloudflare.com/?to=/:account/r2)"
                        + " and switch it on. Cloudflare asks for a payment method; 10 GB are free.";
            case 10004 ->
                "A bucket of that name is there already, in another jurisdiction: give its --jurisdiction, or another --bucket.";
            case 10008 -> "The bucket holds objects, and Cloudflare deletes empty ones only.";
            case 10014 -> "A KV namespace of that title is there already.";
            case 10063 ->
                "The account has no workers.dev subdomain yet: open Workers & Pages in the dashboard once, which makes it.";
            case 100117, 81053, 81054, 81057 ->
                "A DNS record of that host name is there already: delete it in the dashboard (DNS > Records), or choose another host name.";
            case 1022 ->
                "The tunnel is in use: stop the containers (docker compose --profile cloudflare down), wait a minute, and run the command again.";
            default -> byStatus(call, status, code, said);
        };
    }

    private static String byStatus(String call, int status, int code, String said) {
        if (status == 401) {
            return "Cloudflare doesn't accept the token (" + call + "): it is wrong, deleted or expired.";
        }
        if (status == 403) {
            return "The token may not do this (" + call + "). Add the permission \"" + permission(call)
                    + "\" to it in the dashboard, for this account and zone.";
        }
        if (status == 429) {
            return "Cloudflare answers no more calls for now: wait five minutes.";
        }
        String words = said.isEmpty() ? "" : ": " + said;
        return "Cloudflare answered " + call + " with " + status + (code == 0 ? "" : " (code " + code + ")") + words
                + (words.endsWith(".") ? "" : ".");
    }

    private static String permission(String call) {
        return PERMISSIONS.entrySet().stream()
                .filter(entry -> call.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("Account Settings: Read");
    }

    private static Map<String, String> permissions() {
        Map<String, String> permissions = new LinkedHashMap<>();
        permissions.put("/tokens", "Account > Account API Tokens: Edit");
        permissions.put("/r2/", "Account > Workers R2 Storage: Edit");
        permissions.put("/storage/kv/", "Account > Workers KV Storage: Edit");
        permissions.put("/workers/domains", "Zone > Workers Routes: Edit");
        permissions.put("/workers/", "Account > Workers Scripts: Edit");
        permissions.put("/cfd_tunnel", "Account > Cloudflare Tunnel: Edit");
        permissions.put("/dns_records", "Zone > DNS: Edit");
        permissions.put("/rulesets", "Zone > Zone WAF: Edit");
        permissions.put("/zones", "Zone > Zone: Read");
        return permissions;
    }
}
