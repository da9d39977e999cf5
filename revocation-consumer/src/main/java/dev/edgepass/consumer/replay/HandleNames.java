package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.Handle;
import dev.edgepass.revocation.HandleChange;
import dev.edgepass.token.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The handles behind fingerprints, as far as the log names them: a fingerprint can't be turned round, so each handle of the log is tried. Not thread-safe. */
final class HandleNames {
    private static final int TOLD = 100;

    private final Fingerprinter fingerprinter;
    private final Set<Fingerprint> wanted;
    private final Map<Fingerprint, Handle> found = new HashMap<>();

    /**
     * @param key the feed's fingerprint key
     */
    HandleNames(byte[] key, Set<Fingerprint> wanted) {
        this.fingerprinter = new Fingerprinter(key);
        this.wanted = wanted;
        take(Handle.ALL);
    }

    /** Reads both topics to their ends, as far as Kafka has them, where there is anything to be named. */
    void readAll(EventLog log, EventReader reader) {
        if (wanted.isEmpty()) {
            return;
        }
        try (LogReader control = log.control();
                LogReader issuance = log.issuance()) {
            LogScan.all(control, message -> control(message, reader));
            LogScan.between(
                    issuance,
                    issuance.beginning(),
                    issuance.end().offsets(),
                    (partition, records) -> records.forEach(message -> issuance(message, reader)));
        }
    }

    /** {@code text} and the names of {@code fingerprints}; those that the log doesn't name are counted. */
    String sentence(String text, List<Fingerprint> fingerprints) {
        List<String> names = fingerprints.stream()
                .filter(found::containsKey)
                .map(fingerprint -> String.valueOf(found.get(fingerprint)))
                .sorted()
                .toList();
        String told = names.stream().limit(TOLD).collect(Collectors.joining(", "));
        int more = names.size() - Math.min(TOLD, names.size());
        int nameless = fingerprints.size() - names.size();
        return text + ": " + told + (more == 0 ? "" : " and " + more + " more")
                + (nameless == 0 ? "" : (told.isEmpty() ? "" : "; ") + nameless + " that the log doesn't name") + ".";
    }

    private void control(ConsumerRecord<byte[], byte[]> message, EventReader reader) {
        try {
            take(reader.control(message).data());
        } catch (UnreadableEventException e) {
            // It names nothing that could be read.
        }
    }

    private void issuance(ConsumerRecord<byte[], byte[]> message, EventReader reader) {
        try {
            take(reader.issuance(message).data());
        } catch (UnreadableEventException e) {
            // As above.
        }
    }

    void take(ControlEvent event) {
        HandleChange.of(event, 1).forEach(change -> take(change.handle()));
        if (event instanceof ControlEvent.LinkCreated created) {
            take(created);
        } else if (event instanceof ControlEvent.LinksCreated created) {
            created.each().forEach(this::take);
        }
    }

    private void take(ControlEvent.LinkCreated created) {
        Handle.ofToken(null, null, created.linkId(), created.tenant()).forEach(this::take);
        created.terms().paths().forEach(this::takePath);
    }

    void take(IssuanceEvent event) {
        IssuanceEvent.Grant grant = event.grant();
        Handle.ofToken(grant.jti(), grant.subject(), grant.linkId(), grant.tenant())
                .forEach(this::take);
        grant.paths().forEach(this::takePath);
    }

    private void takePath(String path) {
        if (!path.isEmpty()) {
            Handle.of(new Scope(path)).forEach(this::take);
        }
    }

    private void take(Handle handle) {
        Fingerprint fingerprint = fingerprinter.of(handle);
        if (wanted.contains(fingerprint)) {
            found.put(fingerprint, handle);
        }
    }
}
