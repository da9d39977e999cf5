package dev.edgepass.event;

/**
 * A CloudEvent of a type or version that this build doesn't know: a newer program wrote it. On the control topic it is not passed over, since it may be a
 * revocation (docs/upgrade.md).
 */
public final class UnknownEventException extends UnreadableEventException {
    private static final int SHOWN = 200;

    private final String type;

    /** @param type as the record gives it: cut and cleaned here, since any producer may have chosen it */
    public UnknownEventException(String type) {
        super("unknown event type: " + shown(type), null);
        this.type = shown(type);
    }

    /** For a person; at most 200 characters. */
    public String type() {
        return type;
    }

    private static String shown(String type) {
        return type.substring(0, Math.min(SHOWN, type.length())).replaceAll("[^\\x20-\\x7E]", "?");
    }
}
