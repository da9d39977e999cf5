package dev.edgepass.consumer.feed.kv;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the segments' KV namespace is, and how to write to it.
 *
 * @param apiBase base URL of Cloudflare's REST API
 * @param accountId required: id of the Cloudflare account
 * @param namespaceId required: id of the KV namespace with the feed's segments
 * @param apiToken required: Cloudflare API token with the permission "Workers KV Storage: Edit"
 * @param timeout longest time of one attempt, beside the time that a large segment takes
 */
@ConfigurationProperties("edgepass.kv")
public record KvProperties(
        @DefaultValue("https://api.cloudflare.com/client/v4")
        URI apiBase,

        String accountId,
        String namespaceId,
        String apiToken,
        @DefaultValue("PT10S") Duration timeout) {
    public KvProperties {
        RequiredSetting.requireUrl(apiBase, "edgepass.kv.api-base", "https://api.cloudflare.com/client/v4");
        RequiredSetting.require(accountId, "edgepass.kv.account-id", "the id of the Cloudflare account");
        RequiredSetting.require(namespaceId, "edgepass.kv.namespace-id", "the id of the KV namespace");
        RequiredSetting.require(apiToken, "edgepass.kv.api-token", "an API token that may write to it");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "KvProperties[apiBase=" + apiBase + ", namespaceId=" + namespaceId + "]";
    }
}
