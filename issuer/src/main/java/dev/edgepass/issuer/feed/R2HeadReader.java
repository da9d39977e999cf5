package dev.edgepass.issuer.feed;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.UnverifiedHead;
import dev.edgepass.issuer.r2.R2Settings;
import dev.edgepass.jdk.Es256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Reads the head from R2 as the edge does (DESIGN section 5). Thread-safe. */
@Component
class R2HeadReader implements HeadReader {
    private static final Logger LOG = LoggerFactory.getLogger(R2HeadReader.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final S3Client r2;
    private final GetObjectRequest request;
    private final @Nullable JWKSet feedKeys;

    R2HeadReader(@Lazy S3Client r2, R2Settings settings, FeedSettings feed) {
        this.r2 = r2;
        this.request = GetObjectRequest.builder()
                .bucket(settings.feedBucket())
                .key(FeedHead.OBJECT_KEY)
                .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT))
                .build();
        this.feedKeys = feed.jwksFile() == null ? null : load(feed.jwksFile());
    }

    @Override
    public Optional<FeedHead> read() {
        try {
            UnverifiedHead head =
                    UnverifiedHead.parse(r2.getObjectAsBytes(request).asString(StandardCharsets.UTF_8));
            if (isGood(head)) {
                return Optional.of(head.signatureIsGood());
            }
            LOG.warn("the head in R2 isn't signed by a known feed key (kid {})", head.kid());
        } catch (SdkException | MalformedException e) {
            LOG.debug("the head can't be read: {}", e.toString());
        }
        return Optional.empty();
    }

    private boolean isGood(UnverifiedHead head) {
        if (feedKeys == null) {
            return true;
        }
        JWK key = feedKeys.getKeyByKeyId(head.kid());
        return key instanceof ECKey ec && Es256.verify(Es256.publicKey(ec), head.signingInput(), head.signature());
    }

    private static JWKSet load(Path file) {
        try {
            return JWKSet.load(file.toFile());
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("edgepass.feed.jwks-file: " + file + " holds no JWKS", e);
        }
    }
}
