package dev.edgepass.feed;

import dev.edgepass.encoding.Utf8;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a revocation is about (docs/revocation.md), written {@code kind:id}: one entry in the feed, whatever number of tokens carry it. */
public record Handle(Kind kind, String id) {
    /** The kinds: {@link #toString} is the name in events and calls, {@link #prefix} what a handle's text begins with. */
    public enum Kind {
        TOKEN("token", "jti"),
        LINK("link", "lnk"),
        SUBJECT("subject", "sub"),
        TENANT("tenant", "tnt"),
        FILE("file", "file"),
        FOLDER("folder", "folder"),
        ALL("all", "all");

        private final String name;
        private final String prefix;

        Kind(String name, String prefix) {
            this.name = name;
            this.prefix = prefix + ':';
        }

        public String prefix() {
            return prefix;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Every token there is. */
    public static final Handle ALL = new Handle(Kind.ALL, "");

    /** The handles that a token carries itself. */
    public static List<Handle> of(MediaClaims claims) {
        return ofToken(claims.id(), claims.subject(), claims.link(), claims.tenant());
    }

    /** The handles that a token with these claims carries itself. A claim that is null it doesn't have, or not yet. */
    public static List<Handle> ofToken(
            @Nullable String jti, @Nullable String subject, @Nullable String link, @Nullable String tenant) {
        List<Handle> handles = new ArrayList<>(5);
        handles.add(ALL);
        add(handles, Kind.TOKEN, jti);
        add(handles, Kind.SUBJECT, subject);
        add(handles, Kind.LINK, link);
        add(handles, Kind.TENANT, tenant);
        return handles;
    }

    private static void add(List<Handle> handles, Kind kind, @Nullable String id) {
        if (id != null) {
            handles.add(new Handle(kind, id));
        }
    }

    /** The handles that a request for {@code key} adds: the file, the file that it is a thumbnail of, and each folder above it. */
    public static List<Handle> of(ObjectKey key) {
        List<Handle> handles = new ArrayList<>(4);
        handles.add(new Handle(Kind.FILE, key.value()));
        String shown = key.shown();
        if (shown != null) {
            handles.add(new Handle(Kind.FILE, shown));
        }
        addFolders(handles, key.folders());
        return handles;
    }

    /** The handles of which each refuses all that {@code scope} opens: those of its key, or the folder and each one above it. */
    public static List<Handle> of(Scope scope) {
        if (!scope.isFolder()) {
            return of(scope.key());
        }
        List<Handle> handles = new ArrayList<>();
        addFolders(handles, scope.folders());
        return handles;
    }

    private static void addFolders(List<Handle> handles, List<String> folders) {
        for (String folder : folders) {
            handles.add(new Handle(Kind.FOLDER, folder));
        }
    }

    /**
     * The UTF-8 of this handle's text, each byte as a character: arrays are dear at the edge, where every new token would take one for each handle.
     *
     * @throws dev.edgepass.encoding.MalformedException for a surrogate without its partner
     */
    String toBinary() {
        String text = toString();
        for (int i = 0, length = text.length(); i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return binary(Utf8.encode(text));
            }
        }
        return text;
    }

    private static String binary(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append((char) (b & 0xFF));
        }
        return text.toString();
    }

    /**
     * The handle of a text.
     *
     * @throws IllegalArgumentException where it isn't one
     */
    public static Handle parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                return new Handle(kind, text.substring(kind.prefix.length()));
            }
        }
        throw new IllegalArgumentException("handle: " + text + " (expected: <kind>:<id>)");
    }

    @Override
    public String toString() {
        return kind.prefix + id;
    }
}
