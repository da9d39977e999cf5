package dev.edgepass.issuer;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The AWS SDK with the settings that R2 needs: no chunked encoding, checksums only where required, region {@code auto}. */
@Configuration(proxyBeanMethods = false)
class R2Configuration {
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(5);

    /** For 5 GB, within the store. */
    private static final Duration COPY = Duration.ofMinutes(2);

    /** Lazy: a thousand classes that a start needn't wait for; {@code HeadPoll} has it loaded in the background. */
    @Bean
    @Lazy
    S3Client r2(R2Settings settings, MeterRegistry meters) {
        return client(settings, meters, ATTEMPT, CALL, true);
    }

    /** The same for copies of large objects, which take long; the SDK doesn't try them again. */
    @Bean(defaultCandidate = false)
    @Lazy
    S3Client r2Copies(R2Settings settings, MeterRegistry meters) {
        return client(settings, meters, COPY, COPY, false);
    }

    private static S3Client client(
            R2Settings settings, MeterRegistry meters, Duration attempt, Duration call, boolean retried) {
        return S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of("auto"))
                .credentialsProvider(credentials(settings))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(ATTEMPT)
                        .socketTimeout(attempt)
                        .build())
                .overrideConfiguration(configuration -> {
                    configuration
                            .apiCallAttemptTimeout(attempt)
                            .apiCallTimeout(call)
                            .addMetricPublisher(new R2Calls(meters));
                    if (!retried) {
                        configuration.retryStrategy(AwsRetryStrategy.doNotRetry());
                    }
                })
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .build())
                .build();
    }

    /** Lazy as the client is. It signs and makes no calls. */
    @Bean
    @Lazy
    S3Presigner presigner(R2Settings settings) {
        return S3Presigner.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of("auto"))
                .credentialsProvider(credentials(settings))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false)
                        .build())
                .build();
    }

    private static AwsCredentialsProvider credentials(R2Settings settings) {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey()));
    }
}
