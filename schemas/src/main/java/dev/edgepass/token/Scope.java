package dev.edgepass.token;

import dev.edgepass.encoding.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a token opens: an exact object key, or every key under a folder, written with a trailing slash (claim {@code pth}). Matching is by whole segments, so
 * {@code projects/4/} doesn't open {@code projects/42/}.
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

    /** The one key that a scope which isn't a folder opens. */
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
        return isFolder() ? key.value().startsWith(value) : key.value().equals(value);
    }

    /** Whether everything that {@code other} opens is opened by this one too. */
    public boolean covers(Scope other) {
        return isFolder() ? other.value.startsWith(value) : other.value.equals(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
