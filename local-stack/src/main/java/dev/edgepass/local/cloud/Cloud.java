package dev.edgepass.local.cloud;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DotEnv;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The account and zone that the parts of one deployment are in.
 *
 * @param zoneId of the deployment's zone
 * @param isFreePlan whether the zone is on the free plan
 * @param groups ids of permission groups by name, as far as they were looked up
 */
record Cloud(
        Deployment deployment,
        CloudFiles files,
        CloudflareApi api,
        CloudRecord record,
        DotEnv env,
        String zoneId,
        boolean isFreePlan,
        Map<String, String> groups) {

    /**
     * Checks the token and finds the zone.
     *
     * @param apiBase up to and with {@code /client/v4}
     * @throws StartFailure where the token isn't accepted, or the zone can't be used
     */
    static Cloud open(Deployment deployment, CloudFiles files, URI apiBase, ApiToken token) {
        CloudRecord record = CloudRecord.read(files.record(), deployment);
        CloudflareApi api = new CloudflareApi(apiBase, token, deployment.jurisdiction());
        if (api.ownTokenId(deployment.account()).isEmpty()) {
            throw new StartFailure("Cloudflare knows no such active API token of the account " + deployment.account()
                    + ". Expected: an account-owned one (Manage account > Account API tokens), not a user's.");
        }
        List<JsonNode> zones = api.list("/zones?name=" + deployment.zone()).stream()
                .filter(zone -> Json.text(zone, "name").equals(deployment.zone()))
                .toList();
        if (zones.isEmpty()) {
            throw new StartFailure("The token sees no zone " + deployment.zone()
                    + ": add the domain to the account, or let the token see it (Zone > Zone: Read).");
        }
        JsonNode zone = zones.get(0);
        if (!Json.text(zone.path("account"), "id").equals(deployment.account())) {
            throw new StartFailure("The zone " + deployment.zone() + " is in another account than --account.");
        }
        if (!Json.text(zone, "status").equals("active")) {
            throw new StartFailure("The zone " + deployment.zone() + " is " + Json.shown(Json.text(zone, "status"))
                    + ", not active: set the name servers that the dashboard names at your registrar.");
        }
        boolean isFree = Json.text(zone.path("plan"), "legacy_id").equals("free");
        DotEnv env = new DotEnv(files.env());
        return new Cloud(deployment, files, api, record, env, Json.id(zone), isFree, new HashMap<>());
    }

    /** A path below the account. */
    String account(String path) {
        return "/accounts/" + deployment.account() + path;
    }

    /** A path below the zone. */
    String zone(String path) {
        return "/zones/" + zoneId + path;
    }

    /** The path of a bucket. */
    String bucket(String name) {
        return account("/r2/buckets/" + name);
    }

    /** A permission group's id: names are documented, ids aren't. */
    String permissionGroup(String name) {
        return groups.computeIfAbsent(name, wanted -> {
            String query = URLEncoder.encode(wanted, StandardCharsets.UTF_8).replace("+", "%20");
            for (JsonNode group : api.get(account("/tokens/permission_groups?name=" + query))) {
                if (Json.text(group, "name").equals(wanted)) {
                    return Json.id(group);
                }
            }
            throw new StartFailure("Cloudflare knows no permission \"" + wanted + "\" for account tokens.");
        });
    }

    /** The records of a host name, shown; empty where it has none. */
    List<JsonNode> dnsRecords(String host) {
        return api.list(zone("/dns_records?name=" + host)).stream()
                .filter(found -> Json.text(found, "name").equals(host))
                .toList();
    }

    static String shown(JsonNode dnsRecord) {
        return Json.shown(Json.text(dnsRecord, "type") + " " + Json.text(dnsRecord, "content"));
    }
}
