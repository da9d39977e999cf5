package dev.edgepass.issuer.token;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a token is to grant, before it is minted. Immutable.
 *
 * @param subject opaque, see {@link OpaqueSubject}
 * @param linkId of the share link that it rests on
 * @param paths what it opens
 * @param uncounted whether views aren't counted
 * @param notAfter the latest {@code exp}
 * @param previousJti of the token that it replaces
 * @param formerSubject how release 0 named a login: a block of that may still be in force; null where the subject is no login's
 */
public record MintOrder(
        String subject,
        @Nullable String tenant,
        @Nullable String linkId,
        RequestedPaths paths,
        boolean downloadAllowed,
        List<String> origins,
        boolean uncounted,
        Instant notAfter,
        @Nullable String previousJti,
        @Nullable String formerSubject) {

    public MintOrder {
        origins = List.copyOf(origins);
    }

    /** For a login, which sees {@code paths}. */
    public static MintOrder ofLogin(
            OpaqueSubject subjects,
            @Nullable String tenant,
            String subject,
            RequestedPaths paths,
            boolean downloadAllowed) {
        return new MintOrder(
                subjects.of(tenant, subject),
                tenant,
                null,
                paths,
                downloadAllowed,
                List.of(),
                false,
                Instant.MAX,
                null,
                subjects.formerOf(subject));
    }

    /** For a link's viewer. */
    public static MintOrder ofViewer(
            String viewer,
            @Nullable String tenant,
            String linkId,
            RequestedPaths paths,
            boolean downloadAllowed,
            List<String> origins,
            boolean uncounted,
            Instant notAfter,
            @Nullable String previousJti) {
        return new MintOrder(
                viewer, tenant, linkId, paths, downloadAllowed, origins, uncounted, notAfter, previousJti, null);
    }

    /** The handles to be looked up: those that the token will carry, and those of each path. */
    public List<Handle> handles() {
        Set<Handle> handles = own();
        for (Scope scope : paths.minimal()) {
            handles.addAll(Handle.of(scope));
        }
        return new ArrayList<>(handles);
    }

    /**
     * A block for which nothing may be minted: on a handle that the token will carry, or on a path. A login asks for just the paths that it names, so a block on any
     * of them refuses it; a link's viewer gets what is left of the link, as long as there is something: the edge refuses the rest.
     */
    public Optional<Handle> blocked(Snapshot snapshot) {
        return refused(snapshot, HandleState::blocked);
    }

    /** Whether a token minted at {@code pos} was revoked by a cutoff, by the same rule. */
    public boolean isCutOff(Snapshot snapshot, long pos) {
        return refused(snapshot, state -> pos < state.cutoff()).isPresent();
    }

    private Optional<Handle> refused(Snapshot snapshot, Predicate<HandleState> refuses) {
        Predicate<Handle> refused = handle -> refuses.test(snapshot.stateOf(handle));
        Optional<Handle> own = own().stream().filter(refused).findFirst();
        List<Optional<Handle>> ofPaths = paths.minimal().stream()
                .map(scope -> Handle.of(scope).stream().filter(refused).findFirst())
                .toList();
        boolean somethingIsLeft = linkId != null && ofPaths.stream().anyMatch(Optional::isEmpty);
        return own.isPresent() || somethingIsLeft
                ? own
                : ofPaths.stream().flatMap(Optional::stream).findFirst();
    }

    private Set<Handle> own() {
        Set<Handle> handles = new LinkedHashSet<>(Handle.ofToken(previousJti, subject, linkId, tenant));
        if (formerSubject != null) {
            handles.add(new Handle(Handle.Kind.SUBJECT, formerSubject));
        }
        return handles;
    }
}
