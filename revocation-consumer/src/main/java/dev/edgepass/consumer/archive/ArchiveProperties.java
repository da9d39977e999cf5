package dev.edgepass.consumer.archive;

import dev.edgepass.audit.LogName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The archive's settings (docs/audit.md).
 *
 * @param name name of the archive and of its key, the first part of every log's origin: such as a domain name of yours. It can't be altered later
 * @param bucket bucket of the archive, which nothing else uses
 * @param keyFile file of the Ed25519 key that signs checkpoints, a private JWK; made where it's missing. Without this setting no archive is written
 * @param stateDir folder of the last checkpoints, which has to outlive a restart
 * @param sealInterval shortest time between two checkpoints of a log, unless one is asked for
 * @param acceptPlainWords whether control records of earlier releases are archived though they hold labels, recipients or hashes of passwords, which no archive can forget
 * @param epochs logs that begin anew on the same topic since that lost records, each as topic-partition-size of the log before it
 */
@ConfigurationProperties("edgepass.archive")
public record ArchiveProperties(
        @DefaultValue("edgepass") String name,
        @DefaultValue("edgepass-audit") String bucket,
        @Nullable Path keyFile,
        @DefaultValue(".edgepass/audit") Path stateDir,
        @DefaultValue("PT15M") Duration sealInterval,
        @DefaultValue("false") boolean acceptPlainWords,
        @DefaultValue List<String> epochs) {
    private static final Pattern EPOCH = Pattern.compile("([a-z.]{1,64}-[0-9]{1,5})-([1-9][0-9]{0,17})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,128}");
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public ArchiveProperties {
        epochs = List.copyOf(epochs);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "edgepass.archive.name: " + name + " (expected: letters, digits, dots, slashes, - and _)");
        }
        if (sealInterval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "edgepass.archive.seal-interval: " + sealInterval + " (expected: PT1S or more)");
        }
        for (String epoch : epochs) {
            if (!EPOCH.matcher(epoch).matches()) {
                throw new IllegalArgumentException(
                        "edgepass.archive.epochs: " + epoch + " (expected: such as edgepass.control-0-4711)");
            }
        }
    }

    /** The log that goes on: the last that was begun on the topic. */
    LogName current(String topic, int partition, String topicId) {
        LogName first = new LogName(topic, partition, topicId, 0);
        return epochs.stream()
                .map(EPOCH::matcher)
                .filter(Matcher::matches)
                .filter(epoch -> epoch.group(1).equals(first.id()))
                .map(epoch -> new LogName(topic, partition, topicId, Long.parseLong(epoch.group(2))))
                .max(Comparator.comparingLong(LogName::after))
                .orElse(first);
    }
}
