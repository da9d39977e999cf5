package dev.edgepass.token;

import dev.edgepass.encoding.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a token opens: an exact object key with its thumbnail, or every key under a folder, written with a trailing slash (claim {@code pth}). Matching is by whole segments, so
 * {@code projects/4/} doesn't open {@code projects/42/}. Who may see an object may see it small: here alone that is decided, for the edge and the issuer.
 */
public record Scope(String value) {
    /** For {@link #parse} only, which checks. */
    public Scope {}

    /**
     * @throws MalformedException where {@code value} isn't canonical by the rules of {@link ObjectKey}
     */
    public static Scope parse(String value, Nfc nfc) {
        ObjectKey.requireCanonical(value, nfc);
        return new Scope(value);
    }

    /** As {@link #parse}, for each of {@code values}. */
    public static List<Scope> parseAll(List<String> values, Nfc nfc) {
        List<Scope> scopes = new ArrayList<>();
        for (String value : values) {
            scopes.add(parse(value, nfc));
        }
        return scopes;
    }

    public boolean isFolder() {
        return value.endsWith("/");
    }

    /** The key of the object that a scope which isn't a folder opens. */
    public ObjectKey key() {
        if (isFolder()) {
            throw new IllegalStateException("scope: " + value + " (expected: an exact key)");
        }
        return new ObjectKey(value);
    }

    /** The folders in which all lies that it opens, nearest first. */
    public List<String> folders() {
        return ObjectKey.folders(value);
    }

    public boolean covers(ObjectKey key) {
        return isFolder() ? key.value().startsWith(value) : key.value().equals(value) || key.isThumbnailOf(value);
    }

    /** Whether everything that {@code other} opens is opened by this one too. */
    public boolean covers(Scope other) {
        return other.isFolder() ? isFolder() && other.value.startsWith(value) : covers(other.key());
    }

    @Override
    public String toString() {
        return value;
    }
}
