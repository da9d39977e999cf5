package dev.edgepass.issuer.limit;

import java.util.Locale;

/** A share of the server's threads, see {@link RoomSettings}. */
public enum Room {
    /** Calls with a login. */
    LOGIN,
    /** Calls that carry a secret or a media token in place of a login. */
    PUBLIC,
    /** Revoking what is one's own, until the log has it. */
    REVOKE,
    /** Revoking that admins alone may do: no number of users stands in its way. */
    ADMIN,
    /** Pages, their files, and public keys. */
    PAGES,
    /** Health and metrics. */
    HEALTH,
    /** Health, asked for on this machine. */
    PROBE,
    /** Previews of revocations. */
    PREVIEW,
    /** Accepting received files, whose copies take minutes. */
    ACCEPT,
    /** Auditors' questions, of which some stream for long. */
    AUDIT,
    /** The Worker's reports of views. */
    EDGE,
    /** Waiting until a head has what the log has. */
    WAIT,
    /** A body on its way to {@link #LOGIN}. */
    LOGIN_BODY,
    /** A body on its way to {@link #PUBLIC}. */
    PUBLIC_BODY,
    /** A body on its way to {@link #REVOKE}. */
    REVOKE_BODY,
    /** A body on its way to {@link #ADMIN}. */
    ADMIN_BODY,
    /** A report on its way to {@link #EDGE}, whose signature can't be verified yet. */
    EDGE_BODY;

    /** Where a body is read before the call enters this room: else a slow sender holds a permit of it. */
    public Room bodies() {
        return switch (this) {
            case PUBLIC -> PUBLIC_BODY;
            case REVOKE -> REVOKE_BODY;
            case ADMIN -> ADMIN_BODY;
            case EDGE -> EDGE_BODY;
            default -> LOGIN_BODY;
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
