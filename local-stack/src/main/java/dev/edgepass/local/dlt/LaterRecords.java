package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.RecordId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the log has behind records that may be appended anew, found in one pass over each partition. Not thread-safe. */
final class LaterRecords {
    private final Map<RecordId, RecordId> copies = new HashMap<>();
    private final Map<RecordId, RecordId> related = new HashMap<>();

    /** Reads the log from behind the first of {@code candidates} to its end. */
    static LaterRecords of(LogRecords log, List<Candidate> candidates) {
        LaterRecords later = new LaterRecords();
        candidates.stream()
                .collect(Collectors.groupingBy(candidate ->
                        candidate.record().topic() + "-" + candidate.record().partition()))
                .values()
                .forEach(ofPartition -> later.read(log, ofPartition));
        return later;
    }

    private void read(LogRecords log, List<Candidate> candidates) {
        Map<String, List<Candidate>> byIdentity = new HashMap<>();
        Map<String, List<Candidate>> byName = new HashMap<>();
        for (Candidate candidate : candidates) {
            byIdentity
                    .computeIfAbsent(candidate.identity(), key -> new ArrayList<>())
                    .add(candidate);
            candidate
                    .makes()
                    .forEach(name -> byName.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(candidate));
        }
        RecordId first = candidates.stream()
                .map(Candidate::record)
                .min(Comparator.comparingLong(RecordId::offset))
                .orElseThrow();
        log.readBehind(first, found -> {
            if (found.event() == null) {
                return;
            }
            List<Candidate> same = byIdentity.getOrDefault(Candidate.identity(found.event()), List.of());
            note(copies, same, found.id());
            for (String name : byName.isEmpty()
                    ? Set.<String>of()
                    : Candidate.names(found.event().data())) {
                List<Candidate> others = new ArrayList<>(byName.getOrDefault(name, List.of()));
                others.removeAll(same);
                note(related, others, found.id());
            }
        });
    }

    private static void note(Map<RecordId, RecordId> notes, List<Candidate> candidates, RecordId found) {
        for (Candidate candidate : candidates) {
            if (candidate.record().offset() < found.offset()) {
                notes.putIfAbsent(candidate.record(), found);
            }
        }
    }

    /** A later record with the same CloudEvents source and id: it was appended already. */
    Optional<RecordId> copyOf(RecordId record) {
        return Optional.ofNullable(copies.get(record));
    }

    /** The first later event about a link or key which {@code record} makes. */
    Optional<RecordId> aboutWhatIsMadeBy(RecordId record) {
        return Optional.ofNullable(related.get(record));
    }
}
