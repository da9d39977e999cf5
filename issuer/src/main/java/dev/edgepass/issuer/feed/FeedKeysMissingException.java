package dev.edgepass.issuer.feed;

/** There are no feed keys to check heads with; the message names the property. */
final class FeedKeysMissingException extends RuntimeException {
    FeedKeysMissingException(String message) {
        super(message);
    }
}
