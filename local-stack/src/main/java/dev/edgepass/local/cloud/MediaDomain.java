package dev.edgepass.local.cloud;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The Worker's host name, a custom domain: Cloudflare makes its DNS record and certificate. */
final class MediaDomain extends Part {
    private final Worker worker;
    private final String host;

    MediaDomain(Cloud cloud, Worker worker) {
        super(cloud, "domain:" + cloud.deployment().mediaHost());
        this.worker = worker;
        this.host = cloud.deployment().mediaHost();
    }

    @Override
    Finding look() {
        Optional<JsonNode> domain = find();
        if (domain.isPresent()) {
            String service = Json.text(domain.get(), "service");
            return service.equals(worker.name())
                    ? new Finding.There(host + " leads to the Worker")
                    : new Finding.Blocked(host + " leads to the Worker " + Json.shown(service)
                            + ": remove that domain there, or choose another --media-host.");
        }
        List<JsonNode> records = cloud.dnsRecords(host);
        if (!records.isEmpty()) {
            return new Finding.Blocked(
                    host + " has a DNS record already (" + Cloud.shown(records.get(0))
                            + "): delete it, or remove the domain where it is in use, such as at a bucket; or choose another --media-host.");
        }
        return Finding.Step.make(
                "the domain " + host + " of the Worker, with its certificate",
                key,
                Call.json(
                        "PUT",
                        cloud.account("/workers/domains"),
                        Json.object()
                                .put("hostname", host)
                                .put("service", worker.name())
                                .put("zone_id", cloud.zoneId())));
    }

    @Override
    Finding removal() {
        String text = "the domain " + host + " of the Worker";
        return find().map(domain -> Json.text(domain, "service").equals(worker.name())
                        ? Finding.Step.delete(
                                text, key, Call.delete(cloud.account("/workers/domains/" + Json.id(domain))))
                        : foreign("the domain " + host))
                .orElse(Finding.Step.delete(text, key));
    }

    private Optional<JsonNode> find() {
        return Json.list(cloud.api().get(cloud.account("/workers/domains?hostname=" + host))).stream()
                .filter(domain -> Json.text(domain, "hostname").equals(host))
                .findFirst();
    }
}
