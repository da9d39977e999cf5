package dev.edgepass.issuer.media;

import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.SignedHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * Signs PUTs straight to the bucket store (AWS Signature Version 4, in the query), so that no byte crosses the home server's tunnel. Signing is arithmetic: it asks
 * nobody. Thread-safe.
 */
@Component
class UploadUrls {
    private final S3Presigner presigner;
    private final String bucket;

    /**
     * Where one object goes.
     *
     * @param headers what the request has to have to the letter, since the signature covers it
     */
    record UploadUrl(String key, String url, String method, Map<String, String> headers, Instant expiresAt) {
        /** Without the URL: its holder may upload. */
        @Override
        public String toString() {
            return "UploadUrl[" + key + ", " + expiresAt + "]";
        }
    }

    UploadUrls(@Lazy S3Presigner presigner, R2Settings settings) {
        this.presigner = presigner;
        this.bucket = settings.mediaBucket();
    }

    UploadUrl sign(Upload upload, Duration expiry) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(upload.key().value())
                .contentLength(upload.size())
                .contentType(upload.contentType());
        byte[] sha256 = upload.sha256();
        if (sha256 != null) {
            put.checksumSHA256(Base64.getEncoder().encodeToString(sha256));
        }
        if (!upload.overwrite()) {
            put.ifNoneMatch("*");
        }
        PresignedPutObjectRequest signed = presigner.presignPutObject(
                request -> request.signatureDuration(expiry).putObjectRequest(put.build()));
        return new UploadUrl(
                upload.key().value(), signed.url().toString(), "PUT", SignedHeaders.of(signed), signed.expiration());
    }
}
