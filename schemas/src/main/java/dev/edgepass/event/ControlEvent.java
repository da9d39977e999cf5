package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The control topic's events. {@code actor} is the subject of the login that asked for it. */
public sealed interface ControlEvent extends EdgepassEvent {
    String actor();

    /**
     * A share link was made.
     *
     * @param linkId its public id, in tokens and logs
     * @param secretHash SHA-256 of the secret that people hold, lower-case hex, of an upload link with the byte FF before it; the secret itself is nowhere in the log
     * @param recipient whom it is meant for; null also where that is among the words
     * @param group what it has in common with the links made together with it, see {@link LinksCreated}
     */
    record LinkCreated(
            String linkId,
            String secretHash,
            @JsonUnwrapped LinkTerms terms,
            @Nullable String tenant,
            @Nullable String recipient,
            @Nullable String group,
            Instant createdAt,
            String actor)
            implements ControlEvent {
        public LinkCreated {
            Objects.requireNonNull(linkId, "linkId");
            Objects.requireNonNull(secretHash, "secretHash");
            Objects.requireNonNull(terms, "terms");
            Objects.requireNonNull(createdAt, "createdAt");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /**
     * Share links on the same terms were made together, one for each recipient: all of them or none. They share the position of their creation.
     *
     * @param group id of what they have in common
     * @param links at least one, in the order of the request
     */
    record LinksCreated(
            String group,
            List<Member> links,
            @JsonUnwrapped LinkTerms terms,
            @Nullable String tenant,
            Instant createdAt,
            String actor)
            implements ControlEvent {
        /**
         * What each of the links has of its own, as in {@link LinkCreated}.
         *
         * @param words the digest of its words, which are whole: with the label and the password that the links share; null where they are in plain
         */
        public record Member(
                String linkId,
                String secretHash,
                @Nullable String recipient,
                @Nullable String words) {
            public Member {
                Objects.requireNonNull(linkId, "linkId");
                Objects.requireNonNull(secretHash, "secretHash");
            }
        }

        public LinksCreated {
            Objects.requireNonNull(group, "group");
            links = List.copyOf(links);
            Objects.requireNonNull(terms, "terms");
            Objects.requireNonNull(createdAt, "createdAt");
            Objects.requireNonNull(actor, "actor");
        }

        /** The same as a creation of each. */
        public List<LinkCreated> each() {
            return links.stream()
                    .map(link -> new LinkCreated(
                            link.linkId,
                            link.secretHash,
                            link.words == null ? terms : terms.withDigest(link.words),
                            tenant,
                            link.recipient,
                            group,
                            createdAt,
                            actor))
                    .toList();
        }
    }

    /**
     * A share link has other terms; the record gives all of them.
     *
     * @param narrowed tokens already out could do more than the new terms allow, so the link's cutoff moves too
     * @param basis the position of the state on which that was decided: where the link has changed since, its terms stay
     */
    record LinkEdited(String linkId, @JsonUnwrapped LinkTerms terms, boolean narrowed, long basis, String actor)
            implements ControlEvent {
        public LinkEdited {
            Objects.requireNonNull(linkId, "linkId");
            Objects.requireNonNull(terms, "terms");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /** A share link is blocked until it is resumed. */
    record LinkSuspended(String linkId, String actor) implements ControlEvent {
        public LinkSuspended {
            Objects.requireNonNull(linkId, "linkId");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /**
     * A suspended share link works again.
     *
     * @param basis the position of the state on which that was decided: it ends no later block
     */
    record LinkResumed(String linkId, long basis, String actor) implements ControlEvent {
        public LinkResumed {
            Objects.requireNonNull(linkId, "linkId");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /** A share link ended for good. */
    record LinkClosed(String linkId, @Nullable String reason, String actor) implements ControlEvent {
        public LinkClosed {
            Objects.requireNonNull(linkId, "linkId");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /** Share links ended for good, all of them or none. */
    record LinksClosed(List<String> linkIds, @Nullable String reason, String actor) implements ControlEvent {
        public LinksClosed {
            linkIds = List.copyOf(linkIds);
            Objects.requireNonNull(actor, "actor");
        }

        /** The same as the closing of each. */
        public List<LinkClosed> each() {
            return linkIds.stream().map(id -> new LinkClosed(id, reason, actor)).toList();
        }
    }

    /**
     * A link's viewer was sent out: the tokens of {@code subject} are refused, and the seat that it had is free. A subject that was removed has no seat, whatever
     * tokens it was issued before or after.
     *
     * @param subject of the viewer's tokens
     */
    record LinkViewerRemoved(String linkId, String subject, String actor) implements ControlEvent {
        public LinkViewerRemoved {
            Objects.requireNonNull(linkId, "linkId");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /** Access was revoked, of one target or, in bulk, of many: all of them or none. */
    record Revoked(
            String revocationId,
            List<Target> targets,
            Effect effect,
            @Nullable String reason,
            String actor) implements ControlEvent {
        public Revoked {
            Objects.requireNonNull(revocationId, "revocationId");
            targets = List.copyOf(targets);
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /**
     * A revocation was lifted, or several that share targets.
     *
     * @param targets those of the revocation, or of all of them
     * @param effect that of the revocation
     * @param basis the position of the state on which the lift was decided: it undoes nothing later
     * @param alsoLifted ids of the other revocations, none where the event doesn't say; where there are any, both effects end
     */
    record RevocationLifted(
            String revocationId, List<Target> targets, Effect effect, long basis, List<String> alsoLifted, String actor)
            implements ControlEvent {
        public RevocationLifted {
            Objects.requireNonNull(revocationId, "revocationId");
            targets = List.copyOf(targets);
            Objects.requireNonNull(effect, "effect");
            alsoLifted = alsoLifted == null ? List.of() : List.copyOf(alsoLifted);
            Objects.requireNonNull(actor, "actor");
        }
    }

    /**
     * A signing key of media tokens was announced: what it signs is good from then on. It waits for its {@link KeyActivated}, unless it is the first of all.
     *
     * @param jwk the public key (RFC 7517): {@code kty}, {@code crv}, {@code kid}, {@code x}, {@code y}
     */
    record KeyAdded(String kid, Map<String, String> jwk, String actor) implements ControlEvent {
        public KeyAdded {
            Objects.requireNonNull(kid, "kid");
            jwk = Map.copyOf(jwk);
            Objects.requireNonNull(actor, "actor");
        }

        /** For release 0, which takes a key without it into use at once. */
        @JsonProperty(value = "next", access = JsonProperty.Access.READ_ONLY)
        public boolean next() {
            return true;
        }
    }

    /**
     * The log had gone back, and an operator decided to go on with it: every token issued before is refused.
     *
     * @param previousTopicId Kafka's id of the topic that the feed was made from until then
     * @param previousPosition the position that the feed had reached
     */
    record EpochBegan(String previousTopicId, long previousPosition, String actor) implements ControlEvent {
        public EpochBegan {
            Objects.requireNonNull(previousTopicId, "previousTopicId");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /** Nothing happened: the record takes a position that was used before the log went back. */
    record LogPadded(String actor) implements ControlEvent {
        public LogPadded {
            Objects.requireNonNull(actor, "actor");
        }
    }

    /**
     * An announced signing key is the one that issuers sign with from now on; the one before retires.
     *
     * @param basis the position of the state on which that was decided: it has no effect where another activation lies behind that
     */
    record KeyActivated(String kid, long basis, String actor) implements ControlEvent {
        public KeyActivated {
            Objects.requireNonNull(kid, "kid");
            Objects.requireNonNull(actor, "actor");
        }
    }

    /** A signing key is out of use: every token under it is refused. */
    record KeyWithdrawn(String kid, @Nullable String reason, String actor) implements ControlEvent {
        public KeyWithdrawn {
            Objects.requireNonNull(kid, "kid");
            Objects.requireNonNull(actor, "actor");
        }
    }
}
