package dev.edgepass.local.cloud;

import java.util.LinkedHashMap;
import java.util.Map;

/** The settings in {@code .env} that follow from the deployment; {@link ServiceToken} puts its secrets there itself. {@code down} leaves the file. */
final class EnvSettings extends Part {
    private final KvNamespace namespace;
    private final IssuerTunnel tunnel;

    EnvSettings(Cloud cloud, KvNamespace namespace, IssuerTunnel tunnel) {
        super(cloud, "");
        this.namespace = namespace;
        this.tunnel = tunnel;
    }

    @Override
    Finding look() {
        Map<String, String> missing = missing();
        if (missing.isEmpty() && !cloud.env().isOpen()) {
            return new Finding.There("the settings in " + cloud.env().file());
        }
        String text = cloud.env().file() + ", for its owner only"
                + (missing.isEmpty() ? "" : ": " + String.join(" ", missing.keySet()));
        return Finding.Step.change(text, "");
    }

    @Override
    void apply(Finding.Step step) {
        cloud.env().set(missing());
    }

    private Map<String, String> missing() {
        Deployment deployment = cloud.deployment();
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("EDGEPASS_R2_ENDPOINT", deployment.s3Endpoint());
        wanted.put("EDGEPASS_R2_MEDIABUCKET", deployment.mediaBucket());
        wanted.put("EDGEPASS_R2_QUARANTINEBUCKET", Deployment.QUARANTINE_BUCKET);
        wanted.put("EDGEPASS_KV_APIBASE", cloud.api().base().toString());
        wanted.put("EDGEPASS_KV_ACCOUNTID", deployment.account());
        wanted.put("EDGEPASS_KV_NAMESPACEID", namespace.id().orElse(""));
        wanted.put("EDGEPASS_PUBLICURL", "https://" + deployment.issuerHost());
        wanted.put("EDGEPASS_EDGE_BASEURL", "https://" + deployment.mediaHost());
        wanted.put("EDGEPASS_TUNNEL_TOKEN", tunnel.token().orElse(""));
        wanted.entrySet()
                .removeIf(variable -> cloud.env().has(variable.getKey())
                        && cloud.env().value(variable.getKey()).equals(variable.getValue()));
        // Not local's defaults, unless the operator says so.
        Map.of("EDGEPASS_ISSUER_PROFILE", "production", "EDGEPASS_IDENTITY_LOCALJWKSFILE", "")
                .forEach((name, value) -> {
                    if (!cloud.env().has(name)) {
                        wanted.put(name, value);
                    }
                });
        return wanted;
    }
}
