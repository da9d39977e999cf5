package dev.edgepass.issuer;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.lettuce.core.RedisException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** A question to Redis, which answers within {@code spring.data.redis.timeout}, a second, or is away. */
public final class RedisQuestion {
    private RedisQuestion() {}

    /**
     * @param away what a caller is told where Redis doesn't answer
     * @throws ProblemException {@code read-model-unavailable} then
     */
    public static <T extends @Nullable Object> T ask(String away, Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException | RedisException | BucketExecutionException e) {
            throw new ProblemException(ProblemType.READ_MODEL_UNAVAILABLE.detail(away), e);
        }
    }
}
