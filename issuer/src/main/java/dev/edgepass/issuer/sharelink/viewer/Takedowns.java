package dev.edgepass.issuer.sharelink.viewer;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.readmodel.RevocationRecord;
import dev.edgepass.token.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Revocations of files and folders that a link opens: media that its viewers' browsers may have cached under an older token. Thread-safe. */
@Component
class Takedowns {
    /** Revocations of one question, each of which may have thousands of targets. */
    private static final int MOST_READ = 10;

    private final ReadModel readModel;

    Takedowns(ReadModel readModel) {
        this.readModel = readModel;
    }

    /** The highest position after {@code position} of a revocation that concerns an object of {@code paths}, or, where there are many revocations, that may; 0 if there is none. */
    long newest(RequestedPaths paths, long position) {
        List<RevocationRecord> later = readModel.revocationsAfter(position, MOST_READ + 1);
        if (later.size() > MOST_READ) {
            return later.get(0).position();
        }
        if (later.isEmpty()) {
            return 0;
        }
        List<Scope> scopes = paths.minimal();
        Set<Handle> above = new HashSet<>();
        scopes.forEach(scope -> above.addAll(Handle.of(scope)));
        return later.stream()
                .filter(revocation -> !revocation.isLifted())
                .filter(revocation -> revocation.targets().stream().anyMatch(target -> concerns(target, scopes, above)))
                .mapToLong(RevocationRecord::position)
                .max()
                .orElse(0);
    }

    private static boolean concerns(Target target, List<Scope> scopes, Set<Handle> above) {
        return (target.kind() == Handle.Kind.FILE || target.kind() == Handle.Kind.FOLDER)
                && (above.contains(target.handle())
                        || scopes.stream().anyMatch(scope -> scope.covers(new Scope(target.id()))));
    }
}
