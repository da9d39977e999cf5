package dev.edgepass.issuer.feed;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.UnverifiedHead;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.jdk.Es256;
import dev.edgepass.worker.RepeatedWarnings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Reads the head from R2 as the edge does: only one that is signed under a trusted feed key counts (docs/feed.md). Thread-safe. */
@Component
class R2HeadReader {
    private static final Logger LOG = LoggerFactory.getLogger(R2HeadReader.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final String SIGNATURE = "signature";

    private final S3Client r2;
    private final GetObjectRequest request;
    private final TrustedFeedKeys feedKeys;
    private final RepeatedWarnings warnings = new RepeatedWarnings(LOG);

    R2HeadReader(@Lazy S3Client r2, R2Settings settings, TrustedFeedKeys feedKeys) {
        this.r2 = r2;
        this.request = GetObjectRequest.builder()
                .bucket(settings.feedBucket())
                .key(FeedHead.OBJECT_KEY)
                .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT))
                .build();
        this.feedKeys = feedKeys;
    }

    /** The head as it is now; nothing where there is none, or none that can be believed. */
    Optional<FeedHead> read() {
        try {
            UnverifiedHead head =
                    UnverifiedHead.parse(r2.getObjectAsBytes(request).asString(StandardCharsets.UTF_8));
            if (isGood(head)) {
                warnings.over(SIGNATURE, "the head in R2 is signed under a trusted feed key again");
                return Optional.of(head.signatureIsGood());
            }
            warnings.warn(SIGNATURE, "the head in R2 isn't signed under a trusted feed key (kid " + head.kid() + ")");
        } catch (SdkException | MalformedException e) {
            LOG.debug("the head can't be read: {}", e.toString());
        }
        return Optional.empty();
    }

    private boolean isGood(UnverifiedHead head) {
        return feedKeys.find(head.kid())
                .filter(key -> Es256.verify(key, head.signingInput(), head.signature()))
                .isPresent();
    }
}
