package dev.edgepass.thumbnails.decode;

/** What one file may cost. */
public final class Limits {
    /** Bytes of an image: all of them are fetched. */
    public static final long IMAGE_BYTES = 200L << 20;

    /** Width times height, by the header. The largest cameras have 151 million. */
    public static final long PIXELS = 160_000_000;

    /** The thumbnail's longer side. */
    public static final int SIDE = 512;

    /** Rows and columns are left out in reading down to this many on the shorter way, so that memory doesn't grow with the image. */
    static final int READ_SIDE = 4 * SIDE;

    private Limits() {}
}
