package dev.edgepass.local.cloud;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The tunnel from Cloudflare to the containers. */
final class IssuerTunnel extends Part {
    private static final String NAME = "edgepass";

    private Optional<String> id = Optional.empty();

    IssuerTunnel(Cloud cloud) {
        super(cloud, "tunnel:" + NAME);
    }

    /** Its id, as far as this run has seen it. */
    Optional<String> id() {
        return id;
    }

    String path(String id) {
        return cloud.account("/cfd_tunnel/" + id);
    }

    /** The secret with which {@code cloudflared} runs it. */
    Optional<String> token() {
        return id.map(found -> cloud.api().get(path(found) + "/token").asString(""));
    }

    @Override
    Finding look() {
        Optional<JsonNode> tunnel = find();
        if (tunnel.filter(found -> !Json.text(found, "config_src").equals("cloudflare"))
                .isPresent()) {
            return new Finding.Blocked(
                    "The tunnel " + NAME
                            + " is configured by a file on its machine, so its rules can't be changed from here: rename or delete it.");
        }
        return tunnel.isPresent()
                ? new Finding.There("the tunnel " + NAME)
                : Finding.Step.make(
                        "the tunnel " + NAME,
                        key,
                        Call.json(
                                "POST",
                                cloud.account("/cfd_tunnel"),
                                Json.object().put("name", NAME).put("config_src", "cloudflare")));
    }

    @Override
    void applied(Finding.Step step, JsonNode result) {
        super.applied(step, result);
        id = Optional.of(Json.id(result));
    }

    /** A tunnel that leads elsewhere too stays. */
    @Override
    Finding removal() {
        String text = "the tunnel " + NAME;
        if (find().isEmpty()) {
            return Finding.Step.delete(text, key);
        }
        String found = id.orElseThrow();
        if (!cloud.record().isOurs(key, found)) {
            return foreign(text);
        }
        return new TunnelIngress(cloud, this).leadsElsewhere()
                ? new Finding.Left(text + " stays: it leads to other hosts, too")
                : Finding.Step.delete(text, key, Call.delete(path(found)));
    }

    Optional<JsonNode> find() {
        Optional<JsonNode> tunnel =
                cloud.api().list(cloud.account("/cfd_tunnel?is_deleted=false&name=" + NAME)).stream()
                        .filter(found -> Json.text(found, "name").equals(NAME))
                        .findFirst();
        id = tunnel.map(Json::id);
        return tunnel;
    }
}
