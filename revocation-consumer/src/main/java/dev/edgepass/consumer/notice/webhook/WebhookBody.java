package dev.edgepass.consumer.notice.webhook;

import dev.edgepass.consumer.notice.delivery.NoticeKinds;
import dev.edgepass.event.NoticeRaised;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a notice: {@code type}, {@code timestamp}, {@code data} (Standard Webhooks, "Payload structure"). */
final class WebhookBody {
    private WebhookBody() {}

    static byte[] of(NoticeRaised notice) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", notice.id());
        data.put("linkId", notice.linkId());
        if (notice.label() != null) {
            data.put("label", notice.label());
        }
        data.put("detail", notice.detail());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "edgepass.link." + NoticeKinds.name(notice.kind()));
        body.put("timestamp", notice.at().toString());
        body.put("data", data);
        return JsonMapper.shared().writeValueAsBytes(body);
    }
}
