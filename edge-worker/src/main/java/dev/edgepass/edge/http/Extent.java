package dev.edgepass.edge.http;

/**
 * A part of an object that exists.
 *
 * @param offset bytes before it
 * @param length bytes, at least 1
 */
public record Extent(long offset, long length) {
    /** The value of {@code Content-Range} (RFC 9110 section 14.4) in an object of {@code size} bytes. */
    public String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
