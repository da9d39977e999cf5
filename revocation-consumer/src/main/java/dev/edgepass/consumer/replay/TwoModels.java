package dev.edgepass.consumer.replay;

import dev.edgepass.event.Topics;
import dev.edgepass.readmodel.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * The live read model and one that was folded anew, for scripts that do something only where both are at the same position. Immutable.
 *
 * @param withViews whether the counts of views are in it, too
 */
record TwoModels(Keys live, Keys fresh, boolean withViews) {
    /** What such a script takes first. */
    List<String> words() {
        return List.of(
                live.prefix(),
                fresh.prefix(),
                Integer.toString(Topics.ISSUANCE_PARTITIONS),
                Integer.toString(withViews ? Topics.USAGE_PARTITIONS : 0));
    }

    /** One of this package's scripts, with the function {@code is_at_same_position} before it. */
    static <T> RedisScript<T> script(String file, Class<T> answer) {
        return RedisScript.of(text("same-position.lua") + text(file), answer);
    }

    private static String text(String file) {
        try {
            return new ClassPathResource(file, TwoModels.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
