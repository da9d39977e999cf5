package dev.edgepass.consumer.feed;

import dev.edgepass.jdk.FeedKeyFiles;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code feed-keys}: makes the feed's keys where there are none ({@link FeedKeyFiles}) and prints the public set, which the Worker pins as {@code FEED_KEYS}. It
 * needs no Kafka, no Redis and no R2, so it can run before anything else.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedProperties.class)
@ImportAutoConfiguration({ConfigurationPropertiesAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class})
public class FeedKeysProgram {
    private static final List<String> QUIET =
            List.of("--spring.main.log-startup-info=false", "--logging.level.root=off");

    /**
     * @return 0, or 1 where a file doesn't hold what it should or can't be written
     */
    public static int run(List<String> settings, PrintStream out, PrintStream err) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(FeedKeysProgram.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(settings.stream(), QUIET.stream()).toArray(String[]::new))) {
            out.println(new FeedKeyFiles(context.getBean(FeedProperties.class).keyFile()).pin());
            return 0;
        } catch (IllegalStateException | UncheckedIOException e) {
            err.println("feed-keys: " + e.getMessage());
            return 1;
        }
    }
}
