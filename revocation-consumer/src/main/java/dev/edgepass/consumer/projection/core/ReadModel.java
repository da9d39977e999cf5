package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.WordsRecord;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.RemovalRecord;
import dev.edgepass.readmodel.RevocationRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The part of the read model that a batch touches: what was there before it, and, after {@link ControlFold#fold}, what the batch changed. Not thread-safe.
 */
public final class ReadModel {
    private final Map<Handle, HandleState> handlesBefore = new HashMap<>();
    private final Map<Handle, Set<String>> activeBefore = new HashMap<>();
    private final Map<String, LinkRecord> linksBefore = new HashMap<>();
    private final Map<String, RevocationRecord> revocationsBefore = new HashMap<>();
    private SigningKeys keysBefore = SigningKeys.NONE;
    final Map<Handle, HandleState> handles = new LinkedHashMap<>();
    private final Map<Handle, Set<String>> active = new LinkedHashMap<>();
    final Map<String, LinkRecord> links = new LinkedHashMap<>();
    final Map<String, RevocationRecord> revocations = new LinkedHashMap<>();
    private @Nullable SigningKeys keys;
    final Map<String, String> secrets = new LinkedHashMap<>();
    final Map<String, Long> linkChanges = new LinkedHashMap<>();
    final Map<String, List<String>> groups = new LinkedHashMap<>();
    final Map<String, RemovalRecord> removals = new LinkedHashMap<>();
    private final List<String> wordsInForce = new ArrayList<>();
    private final Map<WordsRecord, Instant> wordsSuperseded = new LinkedHashMap<>();

    public void putHandle(Handle handle, HandleState state) {
        handlesBefore.put(handle, state);
    }

    /** @param ids of the revocations aimed at it that weren't lifted, oldest first */
    public void putActive(Handle handle, List<String> ids) {
        activeBefore.put(handle, new LinkedHashSet<>(ids));
    }

    public void putLink(LinkRecord link) {
        linksBefore.put(link.id(), link);
    }

    public void putRevocation(RevocationRecord revocation) {
        revocationsBefore.put(revocation.id(), revocation);
    }

    /** All that there are. */
    public void putKeys(SigningKeys all) {
        keysBefore = all;
    }

    /** Changed handles; a clear one is to be removed. */
    public Map<Handle, HandleState> handles() {
        return handles;
    }

    /** The ids of the revocations that weren't lifted, oldest first, of handles where they changed; one without any is to be removed. */
    public Map<Handle, Set<String>> active() {
        return active;
    }

    /** New and changed links, by id. */
    public Map<String, LinkRecord> links() {
        return links;
    }

    /** Links that a record was about, or whose handle it changed: link id to the position of the last such record. */
    public Map<String, Long> linkChanges() {
        return linkChanges;
    }

    /** New and changed revocations, by id. */
    public Map<String, RevocationRecord> revocations() {
        return revocations;
    }

    /** All keys where any may have changed, and else none. */
    public Optional<SigningKeys> keys() {
        return Optional.ofNullable(keys);
    }

    /** New secrets: hash to link id. */
    public Map<String, String> secrets() {
        return secrets;
    }

    /** New groups: id to the ids of their links, in the order of their creation. */
    public Map<String, List<String>> groups() {
        return groups;
    }

    /** Viewers who were sent out, by subject. One who was before stays as they are in the read model. */
    public Map<String, RemovalRecord> removals() {
        return removals;
    }

    /** Words that came into force, by {@link WordsRecord#key}; some of them may be superseded again. */
    public List<String> wordsInForce() {
        return wordsInForce;
    }

    /** Words that were in force and aren't any more, as the tombstones that they may get, and since when. */
    public Map<WordsRecord, Instant> wordsSuperseded() {
        return wordsSuperseded;
    }

    /** Puts a new or changed link, whose words take the place of those that it had. */
    void putLink(LinkRecord link, @Nullable LinkRecord before, Instant at) {
        links.put(link.id(), link);
        String words = link.terms().words();
        String former = before == null ? null : before.terms().words();
        if (words != null && !words.equals(former)) {
            wordsInForce.add(WordsRecord.tombstone(link.id(), words).key());
        }
        if (former != null && !former.equals(words)) {
            wordsSuperseded.put(WordsRecord.tombstone(link.id(), former), at);
        }
    }

    HandleState handle(Handle handle) {
        HandleState changed = handles.get(handle);
        return changed != null ? changed : handlesBefore.getOrDefault(handle, HandleState.CLEAR);
    }

    /** To be changed in place. */
    Set<String> activeForChange(Handle handle) {
        return active.computeIfAbsent(handle, name -> activeBefore.getOrDefault(name, new LinkedHashSet<>()));
    }

    Optional<LinkRecord> link(String id) {
        LinkRecord changed = links.get(id);
        return Optional.ofNullable(changed != null ? changed : linksBefore.get(id));
    }

    Optional<RevocationRecord> revocation(String id) {
        RevocationRecord changed = revocations.get(id);
        return Optional.ofNullable(changed != null ? changed : revocationsBefore.get(id));
    }

    void changeKeys(UnaryOperator<SigningKeys> change) {
        keys = change.apply(keys == null ? keysBefore : keys);
    }
}
