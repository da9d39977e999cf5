package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.consumer.projection.ControlProjection;
import dev.edgepass.consumer.projection.IssuanceProjection;
import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.consumer.projection.WordsFolded;
import dev.edgepass.consumer.projection.WordsProjection;
import dev.edgepass.consumer.views.ViewsProjection;
import dev.edgepass.readmodel.Keys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Brings a {@link FreshModel} to where the live one is, which moves on. For one thread. */
final class FreshFold {
    private static final Duration LIVE_BEHIND = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final StringRedisTemplate redis;
    private final EventReader reader;
    private final FreshModel model;
    private final InstantSource clock;
    private final ProgressLines progress;
    private long records;
    private @Nullable RecordHeld held;

    FreshFold(
            StringRedisTemplate redis,
            EventReader reader,
            FreshModel model,
            InstantSource clock,
            ProgressLines progress) {
        this.redis = redis;
        this.reader = reader;
        this.model = model;
        this.clock = clock;
        this.progress = progress;
    }

    /** How many were folded. */
    long records() {
        return records;
    }

    /** Where the live projection is held, the fresh one is too: both are compared as they are there. */
    Optional<RecordHeld> advanceToTheEnd() {
        try {
            model.advance(
                    new FreshModel.Ends(model.controlEnd(), model.wordsEnd(), model.issuanceEnd(), model.viewsEnd()),
                    this::folded);
        } catch (RecordHeld e) {
            held = e;
        }
        return Optional.ofNullable(held);
    }

    /**
     * Brings it to where the live one is, and waits for the live one where that is behind.
     *
     * @throws CannotRun where that stays behind, or is of another log
     */
    void catchUp() {
        LogEnd control = model.controlEnd();
        LogEnd words = model.wordsEnd();
        LogEnd issuance = model.issuanceEnd();
        LogEnd views = model.viewsEnd();
        long patience = System.nanoTime() + LIVE_BEHIND.toNanos();
        while (true) {
            Progress liveControl = new ControlProjection(
                            redis, Keys.LIVE, reader, (message, reason) -> {}, WordsFolded.ALWAYS)
                    .progress();
            // After the control projection's, it has the words that those events name.
            Progress liveWords = new WordsProjection(redis, Keys.LIVE, reader, (message, reason) -> {}).progress();
            Progress liveIssuance =
                    new IssuanceProjection(redis, Keys.LIVE, reader, (message, reason) -> {}, clock).progress();
            requireSameLog(liveControl, control);
            requireSameLog(liveWords, words);
            requireSameLog(liveIssuance, issuance);
            Progress liveViews = liveViews().progress();
            requireSameLog(liveViews, views);
            FreshModel.Ends to = new FreshModel.Ends(
                    new LogEnd(control.topicId(), liveControl.positions()),
                    new LogEnd(words.topicId(), liveWords.positions()),
                    new LogEnd(issuance.topicId(), liveIssuance.positions()),
                    new LogEnd(views.topicId(), liveViews.positions()));
            if (model.isNotPast(to)) {
                model.advance(to, this::folded);
                return;
            }
            if (System.nanoTime() > patience) {
                throw new CannotRun("The live read model is behind the log and doesn't catch up (waited "
                        + LIVE_BEHIND.toSeconds() + " s): is the consumer running?");
            }
            pause();
        }
    }

    private ViewsProjection liveViews() {
        return new ViewsProjection(redis, Keys.LIVE, reader, (message, reason) -> {}, change -> {});
    }

    /** Whether Kafka still has all reports of views that the live fold had. */
    boolean hasAllViews() {
        return liveViews().extent().equals(model.viewsExtent());
    }

    /**
     * @throws CannotRun where the log is held, and what is behind wasn't looked at
     */
    void requireNotHeld() {
        if (held != null) {
            throw new CannotRun(String.format(
                    Locale.ROOT,
                    "No verdict on the last %,d records of the control log: it is %s",
                    model.controlEnd().offset(0) - held.offset(),
                    held.getMessage()));
        }
    }

    private static void requireSameLog(Progress live, LogEnd end) {
        String known = live.topicId().orElse(end.topicId());
        if (!known.equals(end.topicId())) {
            throw new CannotRun("The live read model was made from another log: topic id " + known + " (the log's: "
                    + end.topicId() + ").");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted.");
        }
    }

    private void folded(long more) {
        records += more;
        progress.reached(records);
    }
}
