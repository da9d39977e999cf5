package dev.edgepass.feed;

import dev.edgepass.encoding.Utf8;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;

/** What a revocation is about (DESIGN section 4), written {@code kind:id}: one entry in the feed, whatever number of tokens carry it. */
public record Handle(Kind kind, String id) {
    /** The kinds, with the prefix that a handle's text begins with. */
    public enum Kind {
        TOKEN("jti"),
        LINK("lnk"),
        SUBJECT("sub"),
        TENANT("tnt"),
        FILE("file"),
        FOLDER("folder"),
        ALL("all");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Every token there is. */
    public static final Handle ALL = new Handle(Kind.ALL, "");

    /** The handles that a token carries itself. */
    public static List<Handle> of(MediaClaims claims) {
        List<Handle> handles = new ArrayList<>(5);
        handles.add(ALL);
        handles.add(new Handle(Kind.TOKEN, claims.id()));
        handles.add(new Handle(Kind.SUBJECT, claims.subject()));
        if (claims.link() != null) {
            handles.add(new Handle(Kind.LINK, claims.link()));
        }
        if (claims.tenant() != null) {
            handles.add(new Handle(Kind.TENANT, claims.tenant()));
        }
        return handles;
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
     * The UTF-8 bytes of this handle's text.
     *
     * @throws dev.edgepass.encoding.MalformedException for a surrogate without its partner
     */
    byte[] toUtf8() {
        String prefix = kind.prefix;
        int start = prefix.length() + 1;
        byte[] bytes = new byte[start + id.length()];
        for (int i = 0; i < prefix.length(); i++) {
            bytes[i] = (byte) prefix.charAt(i);
        }
        bytes[start - 1] = ':';
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c >= 0x80) {
                return Utf8.encode(toString());
            }
            bytes[start + i] = (byte) c;
        }
        return bytes;
    }

    @Override
    public String toString() {
        return kind.prefix + ':' + id;
    }
}
