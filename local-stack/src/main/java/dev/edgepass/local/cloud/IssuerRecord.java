package dev.edgepass.local.cloud;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The DNS record that leads the issuer's host into the tunnel. */
final class IssuerRecord extends Part {
    private static final String TUNNELS = ".cfargotunnel.com";

    private final IssuerTunnel tunnel;
    private final String host;

    IssuerRecord(Cloud cloud, IssuerTunnel tunnel) {
        super(cloud, "record:" + cloud.deployment().issuerHost());
        this.tunnel = tunnel;
        this.host = cloud.deployment().issuerHost();
    }

    @Override
    Finding look() {
        List<JsonNode> records = cloud.dnsRecords(host);
        String target = tunnel.id().orElse("new") + TUNNELS;
        ObjectNode wanted = Json.object()
                .put("type", "CNAME")
                .put("name", host)
                .put("content", target)
                .put("proxied", true)
                .put("comment", "Edgepass");
        if (records.isEmpty()) {
            return Finding.Step.make(
                    "the DNS record of " + host + " into the tunnel",
                    key,
                    Call.json("POST", cloud.zone("/dns_records"), wanted));
        }
        JsonNode record = records.get(0);
        if (records.size() == 1 && isInto(record, target)) {
            return new Finding.There("the DNS record of " + host + " into the tunnel");
        }
        if (records.size() == 1 && cloud.record().isOurs(key, Json.id(record))) {
            return Finding.Step.change(
                    "the DNS record of " + host + ": into the tunnel, instead of " + Cloud.shown(record),
                    key,
                    Call.json("PATCH", cloud.zone("/dns_records/" + Json.id(record)), wanted));
        }
        return new Finding.Blocked(host + " has a DNS record already (" + Cloud.shown(record)
                + "): delete it, or choose another --issuer-host.");
    }

    @Override
    Finding removal() {
        String text = "the DNS record of " + host;
        List<JsonNode> records = cloud.dnsRecords(host);
        List<Call> calls = records.stream()
                .filter(record -> cloud.record().isOurs(key, Json.id(record))
                        && Json.text(record, "content").endsWith(TUNNELS))
                .map(record -> Call.delete(cloud.zone("/dns_records/" + Json.id(record))))
                .toList();
        return calls.isEmpty() && !records.isEmpty() ? foreign(text) : new Finding.Step("delete", text, key, calls);
    }

    private static boolean isInto(JsonNode record, String target) {
        return Json.text(record, "type").equals("CNAME")
                && Json.text(record, "content").equals(target)
                && record.path("proxied").asBoolean(false);
    }
}
