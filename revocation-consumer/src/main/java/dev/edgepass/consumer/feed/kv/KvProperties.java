package dev.edgepass.consumer.feed.kv;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the segments' KV namespace is, and how to write to it.
 *
 * @param apiBase Cloudflare's REST API
 * @param apiToken with the permission "Workers KV Storage: Edit"
 * @param timeout of one attempt
 */
@ConfigurationProperties("edgepass.kv")
public record KvProperties(
        @DefaultValue("https://api.cloudflare.com/client/v4")
        URI apiBase,

        String accountId,
        String namespaceId,
        String apiToken,
        @DefaultValue("PT10S") Duration timeout) {
    @Override
    public String toString() {
        return "KvProperties[apiBase=" + apiBase + ", namespaceId=" + namespaceId + "]";
    }
}
