package dev.edgepass.local.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Ways around the Worker into a bucket: its r2.dev address and its custom domains. They are switched off, not deleted: links that were sent may need them. */
final class PublicAccess {
    private final Cloud cloud;
    private final String bucket;

    PublicAccess(Cloud cloud, String bucket) {
        this.cloud = cloud;
        this.bucket = bucket;
    }

    String bucket() {
        return bucket;
    }

    /** What closes the bucket; empty where it is private, or isn't there. */
    Optional<Finding.Step> open() {
        List<Call> calls = new ArrayList<>();
        List<String> ways = new ArrayList<>();
        String managed = cloud.bucket(bucket) + "/domains/managed";
        String custom = cloud.bucket(bucket) + "/domains/custom";
        JsonNode off = Json.object().put("enabled", false);
        cloud.api().find(managed).filter(PublicAccess::isEnabled).ifPresent(domain -> {
            ways.add(Json.shown(Json.text(domain, "domain")));
            calls.add(Call.json("PUT", managed, off));
        });
        cloud.api()
                .find(custom)
                .ifPresent(list -> list.path("domains").forEach(domain -> {
                    String name = Json.text(domain, "domain");
                    if (isEnabled(domain) && Deployment.isHost(name)) {
                        ways.add(name);
                        calls.add(Call.json("PUT", custom + "/" + name, off));
                    }
                }));
        return ways.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding.Step(
                        "close", "the public access of " + bucket + " by " + String.join(", ", ways), "", calls));
    }

    /** Does what {@link #open} found to do. */
    Finding.Step close(Finding.Step step) {
        step.calls().forEach(cloud.api()::send);
        return step;
    }

    private static boolean isEnabled(JsonNode domain) {
        return domain.path("enabled").asBoolean(false);
    }
}
