package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.readmodel.LinkState;
import dev.edgepass.issuer.sharelink.ShareLinkView;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a list has to know of a share link to find, filter and sort it.
 *
 * @param expiresAt null where it never does
 * @param sortLabel in lower case; empty where there is none
 * @param text what a search looks at, in lower case: id, label, recipient and paths, the first {@value #MAX_TEXT} characters
 */
record LinkEntry(
        String id,
        Instant createdAt,
        @Nullable Instant activatesAt,
        @Nullable Instant expiresAt,
        String sortLabel,
        String createdBy,
        @Nullable String tenant,
        @Nullable String group,
        List<String> paths,
        LinkRecord.State state,
        boolean blocked,
        String text) {
    static final int MAX_TEXT = 2_000;
    private static final char BETWEEN = '\n';

    /** Bytes of the heap that an entry takes beside its texts: itself, its times, its places in every order of the index, and the nodes that hold them. */
    private static final int OWN_BYTES = 520;

    /** Of a string beside its characters. */
    private static final int STRING_BYTES = 48;

    static LinkEntry of(LinkState found) {
        LinkRecord link = found.link();
        LinkTerms terms = link.terms();
        StringBuilder text = new StringBuilder(link.id());
        if (terms.label() != null) {
            text.append(BETWEEN).append(terms.label());
        }
        if (link.recipient() != null) {
            text.append(BETWEEN).append(link.recipient());
        }
        terms.paths().forEach(path -> text.append(BETWEEN).append(path));
        text.setLength(Math.min(text.length(), MAX_TEXT));
        return new LinkEntry(
                link.id(),
                link.createdAt(),
                terms.activatesAt(),
                terms.expiresAt(),
                terms.label() == null ? "" : lower(terms.label()),
                link.createdBy(),
                link.tenant(),
                link.group(),
                terms.paths(),
                link.state(),
                found.blocked(),
                lower(text.toString()));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** About how many bytes of the heap it takes in a {@link LinkIndex}, rather more than fewer. */
    int bytes() {
        int bytes = OWN_BYTES
                + bytes(id)
                + bytes(sortLabel)
                + bytes(createdBy)
                + bytes(tenant == null ? "" : tenant)
                + bytes(group == null ? "" : group)
                + bytes(text);
        for (String path : paths) {
            bytes += bytes(path);
        }
        return bytes;
    }

    /** One byte a character where all are Latin-1, as the JVM keeps it, else two. */
    private static int bytes(String text) {
        boolean latin1 = text.chars().allMatch(c -> c <= 0xFF);
        return STRING_BYTES + (latin1 ? text.length() : 2 * text.length());
    }

    ShareLinkView.Status status(Instant now) {
        return ShareLinkView.Status.of(state, blocked, activatesAt, expiresAt, now);
    }
}
