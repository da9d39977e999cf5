package dev.edgepass.local.cloud;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The Worker's addresses below workers.dev and for previews, which are off: its host name is the only way in. */
final class WorkersDev extends Part {
    private final Worker worker;

    WorkersDev(Cloud cloud, Worker worker) {
        super(cloud, "");
        this.worker = worker;
    }

    @Override
    Finding look() {
        Optional<JsonNode> state = cloud.api().find(worker.path() + "/subdomain");
        boolean isOff = state.filter(found -> !found.path("enabled").asBoolean(false)
                        && !found.path("previews_enabled").asBoolean(false))
                .isPresent();
        if (isOff) {
            return new Finding.There("workers.dev and previews off");
        }
        return Finding.Step.change(
                "workers.dev and previews of the Worker: off",
                "",
                Call.json(
                        "POST",
                        worker.path() + "/subdomain",
                        Json.object().put("enabled", false).put("previews_enabled", false)));
    }
}
