package dev.edgepass.event;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The event types: name on the wire, class, and the file of the JSON Schema, {@code <name>.json} beside this package's resources. */
public enum EventType {
    LINK_CREATED("link.created.v1", ControlEvent.LinkCreated.class),
    LINKS_CREATED("links.created.v1", ControlEvent.LinksCreated.class),
    LINK_EDITED("link.edited.v1", ControlEvent.LinkEdited.class),
    LINK_SUSPENDED("link.suspended.v1", ControlEvent.LinkSuspended.class),
    LINK_RESUMED("link.resumed.v1", ControlEvent.LinkResumed.class),
    LINK_CLOSED("link.closed.v1", ControlEvent.LinkClosed.class),
    LINKS_CLOSED("links.closed.v1", ControlEvent.LinksClosed.class),
    LINK_VIEWER_REMOVED("link.viewer-removed.v1", ControlEvent.LinkViewerRemoved.class),
    REVOKED("revocation.created.v1", ControlEvent.Revoked.class),
    REVOCATION_LIFTED("revocation.lifted.v1", ControlEvent.RevocationLifted.class),
    KEY_ADDED("key.added.v1", ControlEvent.KeyAdded.class),
    KEY_ACTIVATED("key.activated.v1", ControlEvent.KeyActivated.class),
    KEY_WITHDRAWN("key.withdrawn.v1", ControlEvent.KeyWithdrawn.class),
    EPOCH_BEGAN("log.epoch.v1", ControlEvent.EpochBegan.class),
    LOG_PADDED("log.padded.v1", ControlEvent.LogPadded.class),
    TOKEN_ISSUED("token.issued.v1", IssuanceEvent.TokenIssued.class),
    TOKEN_REFRESHED("token.refreshed.v1", IssuanceEvent.TokenRefreshed.class),
    VIEWS_REPORTED("views.reported.v1", UsageEvent.ViewsReported.class),
    VIEWER_ERASED("views.viewer-erased.v1", UsageEvent.ViewerErased.class),
    NOTICE_RAISED("notice.raised.v1", NoticeRaised.class),
    FEED_PUBLISHED("feed.published.v1", FeedPublished.class);

    private static final Map<String, EventType> BY_CE_TYPE = by(EventType::ceType);
    private static final Map<Class<?>, EventType> BY_CLASS = by(EventType::dataClass);

    private final String name;
    private final String ceType;
    private final Class<? extends EdgepassEvent> dataClass;
    private final URI dataSchema;

    EventType(String name, Class<? extends EdgepassEvent> dataClass) {
        this.name = name;
        this.ceType = "dev.edgepass." + name;
        this.dataClass = dataClass;
        this.dataSchema = URI.create("urn:edgepass:schema:" + name);
    }

    /** CloudEvents {@code type}, such as {@code dev.edgepass.link.created.v1}. */
    public String ceType() {
        return ceType;
    }

    /** CloudEvents {@code dataschema}: a URI reference to the JSON Schema. */
    public URI dataSchema() {
        return dataSchema;
    }

    /** The class path resource with the JSON Schema of the data. */
    public String schemaResource() {
        return "/dev/edgepass/schemas/" + name + ".json";
    }

    /** Of the data; its kind says the topic, see {@link #topic}. */
    public Class<? extends EdgepassEvent> dataClass() {
        return dataClass;
    }

    /** The one topic that has events of this type. */
    public String topic() {
        if (ControlEvent.class.isAssignableFrom(dataClass)) {
            return Topics.CONTROL;
        } else if (IssuanceEvent.class.isAssignableFrom(dataClass)) {
            return Topics.ISSUANCE;
        } else if (UsageEvent.class.isAssignableFrom(dataClass)) {
            return Topics.USAGE;
        }
        return dataClass == FeedPublished.class ? Topics.PUBLICATIONS : Topics.NOTICES;
    }

    public static EventType of(EdgepassEvent event) {
        return Objects.requireNonNull(BY_CLASS.get(event.getClass()));
    }

    static Optional<EventType> ofCeType(String ceType) {
        return Optional.ofNullable(BY_CE_TYPE.get(ceType));
    }

    private static <K> Map<K, EventType> by(Function<EventType, ? extends K> key) {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, type -> type));
    }
}
