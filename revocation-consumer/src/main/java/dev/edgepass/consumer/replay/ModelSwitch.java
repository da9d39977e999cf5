package dev.edgepass.consumer.replay;

import dev.edgepass.readmodel.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Replaces values of the live read model by those that were folded anew, while issuers read it and the projections write it (ADR 22).
 *
 * <p>A step takes at most {@value Differences#MOST_KEPT} values, is one script, and does nothing unless both models are at the same position. Values that it doesn't take stay as they were. Where
 * more differ than one step takes, the order of steps sees to it that nothing between two of them gives access that neither the model as it was found nor the right one gives: first handles
 * become the stricter of both, and secrets that differ are taken away; then all else is replaced; last the handles and secrets. (The number of a link's taken seats is several values, and may be
 * off meanwhile.)
 *
 * <p>A kill between two steps leaves a model that a next run goes on with. Each step counts in {@link dev.edgepass.consumer.projection.Replays}: a fold that has read old values writes nothing of them,
 * and issuers that keep links in memory read them anew. For one thread.
 */
final class ModelSwitch {
    private static final int TRIES = 200;
    private static final RedisScript<Long> SWITCH = TwoModels.script("switch.lua", Long.class);

    private final StringRedisTemplate redis;
    private final TwoModels models;
    private final ModelComparison comparison;
    private final Runnable catchUp;
    private final ProgressLines progress;
    private long replaced;

    /** How a value is replaced, and the script's word for it. */
    private enum How {
        AS_FRESH("="),
        STRICTER("<");

        private final String word;

        How(String word) {
            this.word = word;
        }
    }

    /** @param catchUp brings the fresh model to the live one's position */
    ModelSwitch(
            StringRedisTemplate redis,
            TwoModels models,
            ModelComparison comparison,
            Runnable catchUp,
            ProgressLines progress) {
        this.redis = redis;
        this.models = models;
        this.comparison = comparison;
        this.catchUp = catchUp;
        this.progress = progress;
    }

    /**
     * Replaces all that differs.
     *
     * @param found what a comparison has found just now
     * @return how many values
     * @throws CannotRun where the live model moves on too fast
     */
    long run(Differences found) {
        replaced = 0;
        if (found.hasAll()) {
            replace(found.cells(), How.AS_FRESH);
        } else {
            comparison.run(Cell::refuses, (cells, again) -> replace(cells.keySet(), How.STRICTER));
            comparison.run(key -> !Cell.refuses(key), (cells, again) -> replace(cells.keySet(), How.AS_FRESH));
            comparison.run(Cell::refuses, (cells, again) -> replace(cells.keySet(), How.AS_FRESH));
        }
        return replaced;
    }

    private void replace(Collection<Cell> cells, How how) {
        List<String> words = new ArrayList<>(models.words());
        int known = 0;
        for (Cell cell : cells) {
            if (cell.kind() != Cell.Kind.UNKNOWN) {
                words.addAll(List.of(cell.key(), cell.kind().letter(), cell.member(), how.word));
                known++;
            }
        }
        if (known == 0) {
            return;
        }
        Keys live = models.live();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (Long.valueOf(1).equals(redis.execute(SWITCH, List.of(live.marks()), words.toArray()))) {
                replaced += how == How.AS_FRESH ? known : 0;
                progress.reached(replaced);
                return;
            }
            catchUp.run();
        }
        throw new CannotRun("The live read model moves on faster than the replay can follow.");
    }
}
