package dev.edgepass.thumbnails.decode;

/** A file of which no thumbnail is made. */
public final class RefusedImage extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    public RefusedImage(Reason reason) {
        super(reason.word());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
