package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.consumer.projection.ControlProjection;
import dev.edgepass.consumer.projection.IssuanceProjection;
import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.consumer.projection.WordsFolded;
import dev.edgepass.consumer.projection.WordsProjection;
import dev.edgepass.consumer.views.ViewsProjection;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.readmodel.Keys;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;

/** {@code replay --dry-run}: folds the whole log beside the live read model and compares; then the same for the published feed. Counts of views are compared only where Kafka still has all reports that the live fold had. */
final class DryRun {
    private static final Duration LIVE_BEHIND = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int REPORTED = 100;

    private final StringRedisTemplate redis;
    private final EventLog log;
    private final EventReader reader;
    private final FeedComparison feed;
    private final InstantSource clock;
    private final PrintStream out;
    private final Keys fresh = new Keys("epr-" + UUID.randomUUID() + ":");
    private final ProgressLines progress;
    private long records;
    private @Nullable RecordHeld held;

    DryRun(
            StringRedisTemplate redis,
            EventLog log,
            EventReader reader,
            FeedComparison feed,
            InstantSource clock,
            PrintStream out) {
        this.redis = redis;
        this.log = log;
        this.reader = reader;
        this.feed = feed;
        this.clock = clock;
        this.out = out;
        this.progress = new ProgressLines(out, "records replayed");
    }

    /**
     * @return 0 where all is equal, 1 where something differs
     * @throws CannotRun where nothing differs as far as the log could be folded, which isn't to its end
     */
    int run() {
        List<Difference> differences = new ArrayList<>();
        long left = 0;
        try (FreshModel model = new FreshModel(redis, fresh, log, reader, clock)) {
            advanceToTheEnd(model);
            double seconds = progress.seconds();
            catchUp(model);
            boolean withViews = hasAllViews(model);
            ModelComparison comparison =
                    new ModelComparison(redis, Keys.LIVE, fresh, () -> catchUp(model), clock, withViews);
            differences.addAll(comparison.run());
            try (LogReader control = log.control()) {
                differences.addAll(feed.run(control));
            }
            report(differences);
            if (feed.carriedOver() > 0) {
                out.printf(
                        Locale.ROOT,
                        "the feed blocks %,d handles that the log no longer knows: carried over into a new epoch%n",
                        feed.carriedOver());
            }
            left = held == null ? 0 : model.controlEnd().offset(0) - held.offset();
            out.printf(
                    Locale.ROOT,
                    "replayed %,d records in %.1f s (%,.0f records/s); compared %,d values in Redis and %,d in the"
                            + " feed: %,d differences%n",
                    records,
                    seconds,
                    records / seconds,
                    comparison.compared(),
                    feed.compared(),
                    differences.size());
            if (!withViews) {
                out.println("not compared: the counts of views, since " + Topics.USAGE
                        + " doesn't have all reports any more that were counted (docs/views.md)");
            }
            tellOfGaps();
        } finally {
            new ReadModelKeys(redis, fresh.prefix()).unlinkAllBut(List.of());
        }
        if (held != null && differences.isEmpty()) {
            throw new CannotRun(String.format(
                    Locale.ROOT,
                    "No verdict on the last %,d records of the control log: it is %s",
                    left,
                    held.getMessage()));
        }
        return differences.isEmpty() ? 0 : 1;
    }

    /** No comparison can find these: live and replay lack them both. */
    private void tellOfGaps() {
        LogGaps gaps = feed.gaps();
        if (!gaps.passedOver().isEmpty()) {
            out.println("the feed has passed over records of an unknown type, which aren't in force: offsets "
                    + gaps.passedOver());
        }
        if (!gaps.unreadable().isEmpty()) {
            out.println("the feed found no event in the records at offsets " + gaps.unreadable());
        }
    }

    /** Where the live projection is held, the fresh one is too: both are compared as they are there. */
    private void advanceToTheEnd(FreshModel model) {
        try {
            model.advance(
                    new FreshModel.Ends(model.controlEnd(), model.wordsEnd(), model.issuanceEnd(), model.viewsEnd()),
                    this::folded);
        } catch (RecordHeld e) {
            held = e;
            out.println("the log is " + e.getMessage());
        }
    }

    /** Brings the fresh model to where the live one is, and waits for the live one where that is behind. */
    private void catchUp(FreshModel model) {
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

    /** Whether Kafka still has all reports that the live fold had. */
    private boolean hasAllViews(FreshModel model) {
        return liveViews().extent().equals(model.viewsExtent());
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

    private void report(List<Difference> differences) {
        differences.stream().limit(REPORTED).forEach(out::println);
        if (differences.size() > REPORTED) {
            out.println("... and " + (differences.size() - REPORTED) + " more");
        }
    }
}
