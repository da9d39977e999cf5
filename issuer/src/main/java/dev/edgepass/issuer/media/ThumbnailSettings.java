package dev.edgepass.issuer.media;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.thumbnails}.
 *
 * @param workerUrl URL of the worker that makes thumbnails, such as http://127.0.0.1:8782; without one it finds uploads by its listings alone
 */
@ConfigurationProperties("edgepass.thumbnails")
record ThumbnailSettings(@Nullable URI workerUrl) {
    ThumbnailSettings {
        workerUrl = workerUrl == null || workerUrl.toString().isBlank() ? null : workerUrl;
        if (workerUrl != null) {
            RequiredSetting.requireUrl(workerUrl, "edgepass.thumbnails.worker-url", "such as http://127.0.0.1:8782");
        }
    }
}
