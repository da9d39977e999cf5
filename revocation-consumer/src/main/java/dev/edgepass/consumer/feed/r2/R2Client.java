package dev.edgepass.consumer.feed.r2;

import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** The client of R2's S3 API. Every call is one attempt with a timeout: a silent second attempt of a conditional write looks like another writer's. */
final class R2Client {
    static final int NOT_FOUND = 404;
    static final int PRECONDITION_FAILED = 412;

    private R2Client() {}

    static S3Client of(R2Properties r2, MeterRegistry meters) {
        return S3Client.builder()
                .endpointOverride(r2.endpoint())
                .region(Region.of("auto"))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(r2.accessKeyId(), r2.secretAccessKey())))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(r2.timeout())
                        .socketTimeout(r2.timeout())
                        .build())
                .overrideConfiguration(override -> override.apiCallTimeout(r2.timeout())
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .addMetricPublisher(new R2Calls(meters)))
                .build();
    }
}
