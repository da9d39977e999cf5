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

    @Override
    public String toString() {
        return kind.prefix + ':' + id;
    }
}
