package dev.edgepass.consumer;

import dev.edgepass.consumer.feed.FeedKeysProgram;
import dev.edgepass.consumer.replay.Replay;
import dev.edgepass.consumer.replay.ReplayOptions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The program: the service, or with the first argument {@code replay} the auditor's tools, with {@code feed-keys} the feed's keys. */
public final class RevocationConsumer {
    /** Standard output is for the replay's own words. */
    private static final List<String> QUIET = List.of(
            "--spring.main.log-startup-info=false",
            "--logging.level.root=off",
            "--logging.level.org.apache.kafka=off",
            "--logging.level.org.apache.kafka.clients.NetworkClient=off");

    /** Nothing waits for a replay as it does for the publisher, which would rather ask again: an R2 that is slow gets its time. */
    private static final String PATIENT = "edgepass.r2.timeout=PT60S";

    private static final int USAGE = 2;

    private RevocationConsumer() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("replay")) {
            System.exit(replay(List.of(args).subList(1, args.length)));
        }
        if (args.length > 0 && args[0].equals("feed-keys")) {
            System.exit(FeedKeysProgram.run(List.of(args).subList(1, args.length), System.out, System.err));
        }
        String unknown = unknown(args);
        if (unknown != null) {
            // Not a second consumer beside the one that runs.
            System.err.println("revocation-consumer: " + unknown
                    + " (expected: nothing, replay, feed-keys, or settings as --name=value)");
            System.exit(USAGE);
        }
        SpringApplication.run(ConsumerService.class, args);
    }

    /** The first argument that isn't a setting; null without one. */
    static @Nullable String unknown(String... args) {
        return Stream.of(args)
                .filter(argument -> !argument.matches("--[^=]+=.*"))
                .findFirst()
                .orElse(null);
    }

    /** Runs {@code replay} and gives its exit code. */
    static int replay(List<String> arguments) {
        ReplayOptions options;
        try {
            options = ReplayOptions.parse(arguments);
        } catch (ReplayOptions.Misused e) {
            System.err.println("replay: " + e.getMessage());
            return Replay.COULD_NOT_RUN;
        }
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ReplayProgram.class)
                .web(WebApplicationType.NONE)
                .properties(PATIENT)
                .run(Stream.concat(options.settings().stream(), QUIET.stream()).toArray(String[]::new))) {
            return new Replay(context, System.out, System.err).run(options);
        } catch (Throwable e) {
            // The JVM's own exit code of an uncaught one, 1, would say that something differs.
            System.err.println("replay: it couldn't run: " + e);
            return Replay.COULD_NOT_RUN;
        }
    }
}
