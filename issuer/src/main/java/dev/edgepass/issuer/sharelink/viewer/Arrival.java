package dev.edgepass.issuer.sharelink.viewer;

import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.token.MediaClaims;
import org.jspecify.annotations.Nullable;

/** Who asks for a viewer's token. */
sealed interface Arrival {
    /** Of the token that they get. */
    String subject();

    /** The token that is renewed, if one is. */
    default @Nullable MediaClaims renewed() {
        return null;
    }

    /** The secret alone: a new viewer, who needs a seat where there is a limit. */
    record First(String subject) implements Arrival {
        static First unseen() {
            return new First(OpaqueSubject.newViewer());
        }
    }

    /** The secret, and the token that the viewer had: the first token is in the log, and so is the seat. */
    record Again(String subject) implements Arrival {}

    /** A token that is still good. */
    record Renewal(MediaClaims renewed) implements Arrival {
        @Override
        public String subject() {
            return renewed.subject();
        }
    }
}
