package dev.edgepass.consumer.log;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event's fields for a person or a script to read, without hashes of secrets and passwords. What a person wrote is named by its digest. */
public final class EventText {
    /** The field of an event with the digest of its words, or those of a group's links. */
    public static final String WORDS = "words";

    private EventText() {}

    /** The fields, absent ones left out, in reading order: time and type, and those of its type. */
    public static Map<String, Object> fields(LoggedEvent<? extends EdgepassEvent> event) {
        Fields fields = new Fields().with("time", event.time()).with("type", type(event.data()));
        fields.members.putAll(fields(event.data()));
        return fields.members;
    }

    /** The fields of its type. */
    public static Map<String, Object> fields(EdgepassEvent data) {
        Fields fields = new Fields();
        if (data instanceof ControlEvent control) {
            control(control, fields);
        } else if (data instanceof IssuanceEvent issued) {
            grant(issued, fields);
        }
        return fields.members;
    }

    private static String type(EdgepassEvent data) {
        return EventType.of(data).ceType().replaceFirst("^dev\\.edgepass\\.", "");
    }

    private static void control(ControlEvent event, Fields fields) {
        if (event instanceof ControlEvent.LinkCreated created) {
            fields.with("link", created.linkId())
                    .with("label", created.terms().label())
                    .with(WORDS, created.terms().words())
                    .with("tenant", created.tenant())
                    .with("paths", created.terms().paths())
                    .with("maxFiles", most(created.terms(), LinkTerms.Upload::maxFiles))
                    .with("maxBytes", most(created.terms(), LinkTerms.Upload::maxBytes))
                    .with("expiresAt", created.terms().expiresAt())
                    .with("recipient", created.recipient());
        } else if (event instanceof ControlEvent.LinksCreated created) {
            fields.with(
                            "links",
                            created.each().stream()
                                    .map(ControlEvent.LinkCreated::linkId)
                                    .toList())
                    .with("group", created.group())
                    .with("label", created.terms().label())
                    .with("tenant", created.tenant())
                    .with("paths", created.terms().paths())
                    .with("maxFiles", most(created.terms(), LinkTerms.Upload::maxFiles))
                    .with("maxBytes", most(created.terms(), LinkTerms.Upload::maxBytes))
                    .with("expiresAt", created.terms().expiresAt())
                    .with(
                            "recipients",
                            present(created.links().stream().map(ControlEvent.LinksCreated.Member::recipient)))
                    .with(WORDS, present(created.links().stream().map(ControlEvent.LinksCreated.Member::words)));
        } else if (event instanceof ControlEvent.LinkEdited edited) {
            fields.with("link", edited.linkId())
                    .with("label", edited.terms().label())
                    .with(WORDS, edited.terms().words())
                    .with("paths", edited.terms().paths())
                    .with("maxFiles", most(edited.terms(), LinkTerms.Upload::maxFiles))
                    .with("maxBytes", most(edited.terms(), LinkTerms.Upload::maxBytes))
                    .with("expiresAt", edited.terms().expiresAt())
                    .with("narrowed", edited.narrowed())
                    .with("basis", edited.basis());
        } else if (event instanceof ControlEvent.LinkSuspended suspended) {
            fields.with("link", suspended.linkId());
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            fields.with("link", resumed.linkId()).with("basis", resumed.basis());
        } else if (event instanceof ControlEvent.LinkClosed closed) {
            fields.with("link", closed.linkId()).with("reason", closed.reason());
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            fields.with("links", closed.linkIds()).with("reason", closed.reason());
        } else if (event instanceof ControlEvent.LinkViewerRemoved removed) {
            fields.with("link", removed.linkId()).with("subject", removed.subject());
        } else if (event instanceof ControlEvent.Revoked revoked) {
            fields.with("revocation", revoked.revocationId())
                    .with("targets", targets(revoked.targets()))
                    .with("effect", revoked.effect().name().toLowerCase(Locale.ROOT))
                    .with("reason", revoked.reason());
        } else if (event instanceof ControlEvent.RevocationLifted lifted) {
            fields.with("revocation", lifted.revocationId())
                    .with("targets", targets(lifted.targets()))
                    .with("basis", lifted.basis())
                    .with("alsoLifted", lifted.alsoLifted().isEmpty() ? null : lifted.alsoLifted());
        } else if (event instanceof ControlEvent.EpochBegan epoch) {
            fields.with("previousPosition", epoch.previousPosition());
        } else if (event instanceof ControlEvent.KeyAdded added) {
            fields.with("kid", added.kid());
        } else if (event instanceof ControlEvent.KeyActivated activated) {
            fields.with("kid", activated.kid()).with("basis", activated.basis());
        } else if (event instanceof ControlEvent.KeyWithdrawn withdrawn) {
            fields.with("kid", withdrawn.kid()).with("reason", withdrawn.reason());
        }
        fields.with("actor", event.actor());
    }

    private static void grant(IssuanceEvent event, Fields fields) {
        IssuanceEvent.Grant grant = event.grant();
        fields.with("jti", grant.jti())
                .with("subject", grant.subject())
                .with("link", grant.linkId())
                .with("tenant", grant.tenant())
                .with("paths", grant.paths())
                .with("expiresAt", grant.expiresAt())
                .with("pos", grant.position())
                .with("kid", grant.kid());
        if (event instanceof IssuanceEvent.TokenRefreshed refreshed) {
            fields.with("previous", refreshed.previousJti());
        }
    }

    /** Those that there are; null where there are none. */
    private static @Nullable List<String> present(Stream<@Nullable String> texts) {
        List<String> present = texts.filter(Objects::nonNull).toList();
        return present.isEmpty() ? null : present;
    }

    /** Of an upload link. */
    private static @Nullable Object most(LinkTerms terms, Function<LinkTerms.Upload, Object> limit) {
        return terms.upload() == null ? null : limit.apply(terms.upload());
    }

    private static List<String> targets(List<Target> targets) {
        return targets.stream().map(target -> target.handle().toString()).toList();
    }

    /** Whether the event is about that link or a token from it. */
    public static boolean names(Map<String, Object> fields, String link) {
        return link.equals(fields.get("link"))
                || fields.get("links") instanceof List<?> links && links.contains(link)
                || fields.get("targets") instanceof List<?> targets && targets.contains("lnk:" + link);
    }

    private static final class Fields {
        private final Map<String, Object> members = new LinkedHashMap<>();

        Fields with(String name, @Nullable Object value) {
            if (value instanceof Instant time) {
                members.put(name, time.toString());
            } else if (value != null) {
                members.put(name, value);
            }
            return this;
        }
    }
}
