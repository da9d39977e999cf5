package dev.edgepass.issuer;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A question to R2, which answers, or is away. */
public final class R2Question {
    private static final int NOT_FOUND = 404;

    private R2Question() {}

    /**
     * @throws ProblemException {@code storage-unavailable} where R2 doesn't answer, or otherwise than {@code question} expects
     */
    public static <T extends @Nullable Object> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw new ProblemException(
                    ProblemType.STORAGE_UNAVAILABLE.detail("R2 can't be asked for the moment. Try again shortly."), e);
        }
    }

    /**
     * The same; empty where there is no such object.
     *
     * @throws ProblemException as {@link #ask}
     */
    public static <T> Optional<T> ifThere(Supplier<T> question) {
        return ask(() -> {
            try {
                return Optional.of(question.get());
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }
}
