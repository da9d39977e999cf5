package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.feed.FeedKeySeal;
import dev.edgepass.consumer.feed.FeedProperties;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.readmodel.Keys;
import java.io.PrintStream;
import java.time.Clock;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The program {@code replay} (docs/revocation.md). For one run, by one thread. */
public final class Replay {
    /** The exit code where no verdict was reached. */
    public static final int COULD_NOT_RUN = 2;

    private final ApplicationContext context;
    private final PrintStream out;
    private final PrintStream err;

    public Replay(ApplicationContext context, PrintStream out, PrintStream err) {
        this.context = context;
        this.out = out;
        this.err = err;
    }

    /**
     * @return 0: equal, made equal, listed, or begun; 1: something differs, or no new epoch is called for; 2: it couldn't run, or not to the log's end since that is
     *     held, and {@code err} has the reason in one sentence
     */
    public int run(ReplayOptions options) {
        Environment environment = context.getEnvironment();
        try {
            if (options.list()) {
                return new EventListing(
                                context.getBean(EventLog.class),
                                context.getBean(EventReader.class),
                                context.getBean(ColdTier.class),
                                out,
                                err)
                        .run(options);
            }
            if (options.until().isPresent()) {
                return pastState().run(options.until().get(), options.json());
            }
            return options.newEpoch() ? newEpoch().run() : modelReplay().run(options.dryRun());
        } catch (CannotRun e) {
            err.println(e.getMessage());
        } catch (RecordHeld e) {
            err.println("The log is " + e.getMessage());
        } catch (BeanCreationException e) {
            err.println(e.getMostSpecificCause().getMessage());
        } catch (LogUnavailable e) {
            err.println("Kafka at " + environment.getProperty("spring.kafka.bootstrap-servers")
                    + " doesn't answer: is it running?");
        } catch (DataAccessException e) {
            err.println("Redis at " + environment.getProperty("spring.data.redis.host", "localhost") + ":"
                    + environment.getProperty("spring.data.redis.port", "6379") + " doesn't answer: is it running?");
        } catch (R2Unavailable e) {
            err.println("R2 at " + environment.getProperty("edgepass.r2.endpoint") + " doesn't answer: is it running?");
        } catch (LogTruncated e) {
            err.println("The log isn't whole: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            err.println("It failed, which is a bug in Edgepass: " + e);
        }
        return COULD_NOT_RUN;
    }

    private ModelReplay modelReplay() {
        return new ModelReplay(
                context.getBean(StringRedisTemplate.class),
                context.getBean(EventLog.class),
                context.getBean(EventReader.class),
                context.getBean(ColdTier.class),
                context.getBean(FeedComparison.class),
                new FeedCorrection(
                        context.getBean(FeedBucket.class),
                        context.getBean(FeedKeySeal.class),
                        context.getBean(FeedProperties.class).publisherId(),
                        context.getBean(EventReader.class)),
                Clock.systemUTC(),
                out);
    }

    private PastState pastState() {
        return new PastState(
                context.getBean(StringRedisTemplate.class),
                context.getBean(EventLog.class),
                context.getBean(EventReader.class),
                context.getBean(ColdTier.class),
                Clock.systemUTC(),
                out,
                err);
    }

    private NewEpoch newEpoch() {
        return new NewEpoch(
                context.getBean(FeedBucket.class),
                context.getBean(FeedKeySeal.class),
                context.getBean(FeedProperties.class).publisherId(),
                context.getBean(EventLog.class),
                new LogEntries(context.getBean(EventReader.class)),
                context.getBean(LogAppender.class),
                new LiveModel(context.getBean(StringRedisTemplate.class), Keys.LIVE),
                Clock.systemUTC(),
                out,
                err);
    }
}
