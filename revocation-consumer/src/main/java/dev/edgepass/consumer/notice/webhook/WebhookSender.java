package dev.edgepass.consumer.notice.webhook;

import dev.edgepass.consumer.notice.delivery.DeliveryFailed;
import dev.edgepass.consumer.notice.delivery.DeliveryFailed.Verdict;
import dev.edgepass.consumer.notice.delivery.NoticeSender;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.webhook.WebhookSecret;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Posts notices to a URL, signed (Standard Webhooks 1.0.0). 2xx is success, whatever the answer's body is. */
public final class WebhookSender implements NoticeSender {
    /** What can stand in a header, without the full stop that ends it in what is signed. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:-]{1,200}");

    private static final ContentType JSON = ContentType.create("application/json");
    private static final int GONE = 410;

    private final URI url;
    private final WebhookSecret secret;
    private final GuardedHttp http;
    private final Clock clock;

    /** @param url as settings were checked */
    public WebhookSender(URI url, WebhookSecret secret, GuardedHttp http, Clock clock) {
        this.url = url;
        this.secret = secret;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public void send(NoticeRaised notice) throws DeliveryFailed {
        if (!ID.matcher(notice.id()).matches()) {
            throw new DeliveryFailed(Verdict.REFUSED, "its id can't stand in a header");
        }
        byte[] body = WebhookBody.of(notice);
        long timestamp = clock.instant().getEpochSecond();
        HttpPost request = new HttpPost(url);
        request.setHeader("webhook-id", notice.id());
        request.setHeader("webhook-timestamp", Long.toString(timestamp));
        request.setHeader("webhook-signature", secret.signature(notice.id(), timestamp, body));
        request.setEntity(new ByteArrayEntity(body, JSON));
        judge(http.status(request));
    }

    private static void judge(int status) throws DeliveryFailed {
        if (status / 100 == 2) {
            return;
        }
        String answered = "the destination answered " + status;
        switch (status) {
            case GONE -> throw new DeliveryFailed(Verdict.GONE, answered + " Gone: it wants no more notices");
            // About what was sent, and not about when or by whom.
            case 400, 405, 406, 411, 413, 414, 415, 422, 431 -> throw new DeliveryFailed(Verdict.REFUSED, answered);
            default ->
                throw new DeliveryFailed(
                        Verdict.FAILED,
                        answered
                                + (status / 100 == 3
                                        ? ": redirects aren't followed, set the URL that it leads to"
                                        : ""));
        }
    }
}
