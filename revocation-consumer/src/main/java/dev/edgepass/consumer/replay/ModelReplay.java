package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.readmodel.Keys;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * {@code replay}: folds the whole log beside the live read model, compares, and replaces what differs; then it does the same with the published feed. With {@code --dry-run} it only compares. Counts of views
 * are compared only where Kafka still has all reports that the live fold had.
 */
final class ModelReplay {
    /** Another program may have written old values between a switch and the next look. */
    private static final int MOST_SWITCHES = 3;

    private final StringRedisTemplate redis;
    private final EventLog log;
    private final EventReader reader;
    private final ColdTier cold;
    private final FeedComparison feed;
    private final FeedCorrection correction;
    private final InstantSource clock;
    private final PrintStream out;

    ModelReplay(
            StringRedisTemplate redis,
            EventLog log,
            EventReader reader,
            ColdTier cold,
            FeedComparison feed,
            FeedCorrection correction,
            InstantSource clock,
            PrintStream out) {
        this.redis = redis;
        this.log = log;
        this.reader = reader;
        this.cold = cold;
        this.feed = feed;
        this.correction = correction;
        this.clock = clock;
        this.out = out;
    }

    /**
     * @param dryRun whether nothing is replaced
     * @return 0 where all is equal, or is now; 1 where something differs
     * @throws CannotRun where nothing differs as far as the log could be folded, which isn't to its end
     */
    int run(boolean dryRun) {
        try (FreshPrefix prefix = new FreshPrefix(redis);
                FreshModel model = new FreshModel(redis, prefix.keys(), log, reader, cold, clock)) {
            long left = prefix.deleteLeftBehind();
            if (left > 0) {
                say("Deleted %,d keys that a replay left which was killed.", left);
            }
            ProgressLines progress = new ProgressLines(out, "records replayed");
            FreshFold fold = new FreshFold(redis, reader, model, clock, progress);
            fold.advanceToTheEnd().ifPresent(held -> out.println("the log is " + held.getMessage()));
            double seconds = progress.seconds();
            fold.catchUp();
            boolean withViews = fold.hasAllViews();
            TwoModels models = new TwoModels(Keys.LIVE, prefix.keys(), withViews);
            ModelComparison comparison = new ModelComparison(redis, models, fold::catchUp, clock);
            Differences differences = comparison.run();
            List<Difference> inFeed = feedDifferences();
            differences.print(inFeed, out);
            tellOfCarriedOver();
            say(
                    "replayed %,d records in %.1f s (%,.0f records/s); compared %,d values in Redis and %,d in the feed:"
                            + " %,d differences",
                    fold.records(),
                    seconds,
                    fold.records() / seconds,
                    comparison.compared(),
                    feed.compared(),
                    differences.count() + inFeed.size());
            if (!withViews) {
                out.println("not compared: the counts of views, since " + Topics.USAGE
                        + " doesn't have all reports any more that were counted (docs/views.md)");
            }
            tellOfGaps();
            long remaining = dryRun ? differences.count() : switchOver(new Step(models, comparison, fold), differences);
            if (!dryRun && !inFeed.isEmpty()) {
                inFeed = correctFeed();
            }
            if (remaining == 0 && inFeed.isEmpty()) {
                fold.requireNotHeld();
                return 0;
            }
            return 1;
        }
    }

    /** What a switch needs. */
    private record Step(TwoModels models, ModelComparison comparison, FreshFold fold) {}

    /**
     * Replaces what differs, and looks again.
     *
     * @return how many values still differ
     */
    private long switchOver(Step step, Differences found) {
        if (found.count() == 0) {
            out.println("nothing to replace: the live read model stays as it is");
            return 0;
        }
        Differences left = found;
        for (int i = 0; i < MOST_SWITCHES && left.count() > 0; i++) {
            ProgressLines progress = new ProgressLines(out, "values replaced");
            long replaced =
                    new ModelSwitch(redis, step.models(), step.comparison(), step.fold()::catchUp, progress).run(left);
            say("replaced %,d values in %.1f s, while the live read model was in use", replaced, progress.seconds());
            left = step.comparison().run();
        }
        if (left.count() == 0) {
            out.println("the live read model is equal to the log now. Tokens that were issued on a value that differed"
                    + " stay issued: revoke them where it matters");
        } else {
            left.print(List.of(), out);
            say("%,d values still differ", left.count());
        }
        return left.count();
    }

    /** Returns what differs afterwards. */
    private List<Difference> correctFeed() {
        try (LogReader control = log.control()) {
            FeedHead head = correction.run(control);
            say(
                    "published the feed as the log has it: position %,d in term %d, sequence %d. The publisher goes on from"
                            + " there in some 15 s; revocations are accepted meanwhile, and published then",
                    head.position(), head.term(), head.sequence());
        } catch (CannotRun e) {
            out.println("the feed stays as it is: " + e.getMessage());
        }
        List<Difference> left = feedDifferences();
        left.forEach(out::println);
        return left;
    }

    private List<Difference> feedDifferences() {
        try (LogReader control = log.control()) {
            return feed.run(control);
        }
    }

    private void tellOfCarriedOver() {
        if (feed.carriedOver() > 0) {
            say(
                    "the feed blocks %,d handles that the log no longer knows: carried over into a new epoch",
                    feed.carriedOver());
        }
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

    private void say(String sentence, Object... values) {
        out.printf(Locale.ROOT, sentence + "%n", values);
    }
}
