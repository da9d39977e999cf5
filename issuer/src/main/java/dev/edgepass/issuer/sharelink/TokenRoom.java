package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.PublicSettings;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.LongestToken;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.MediaClaims;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether the terms of a link fit into the token that each of its viewers needs: a link that is made or edited can be opened. Thread-safe. */
@Component
class TokenRoom {
    private static final int MOST = MediaClaims.MAX_LENGTH;

    private final LongestToken longest;
    private final PublicSettings publicSettings;

    TokenRoom(LongestToken longest, PublicSettings publicSettings) {
        this.longest = longest;
        this.publicSettings = publicSettings;
    }

    /**
     * @param tenant of the link
     * @throws ProblemException {@code token-too-long}, naming the member that takes more of the room, and what would fit
     */
    void require(LinkTerms terms, @Nullable String tenant) {
        if (terms.upload() != null) {
            // No token comes of it.
            return;
        }
        List<String> paths = terms.paths();
        List<String> origins = terms.allowedOrigins();
        int length = length(tenant, terms);
        if (length <= MOST) {
            return;
        }
        String why = "A viewer's token would have " + length + " characters (expected: at most " + MOST + "). ";
        int bare = length(tenant, List.of(), terms.allowDownload(), List.of());
        int ofPaths = length(tenant, paths, terms.allowDownload(), List.of()) - bare;
        if (length - bare - ofPaths > ofPaths) {
            throw ProblemType.TOKEN_TOO_LONG.about(
                    "allowedOrigins",
                    why + fitting(origins, "origins", first -> length(tenant, paths, terms.allowDownload(), first)));
        }
        throw ProblemType.TOKEN_TOO_LONG.about(
                "paths",
                why + fitting(paths, "paths", first -> length(tenant, first, terms.allowDownload(), origins)) + " "
                        + sharedFolder(paths)
                                .map(folder -> "Their folder " + folder + " would fit.")
                                .orElse("A folder takes the room of one path."));
    }

    /** For the owner of a link that was made before this was checked; empty where it can be opened. */
    Optional<LinkWarning> warning(LinkRecord link) {
        int length = link.terms().upload() != null ? 0 : length(link.tenant(), link.terms());
        return length <= MOST
                ? Optional.empty()
                : Optional.of(new LinkWarning(
                        null,
                        ProblemType.TOKEN_TOO_LONG.code(),
                        "The link couldn't be opened: a viewer's token would have " + length
                                + " characters (expected: at most " + MOST
                                + "). Edit it to fewer paths, or to their folder, or to fewer origins."));
    }

    private int length(@Nullable String tenant, LinkTerms terms) {
        return length(tenant, terms.paths(), terms.allowDownload(), terms.allowedOrigins());
    }

    private int length(@Nullable String tenant, List<String> paths, boolean allowDownload, List<String> allowed) {
        return longest.of(tenant, paths, allowDownload, AllowedOrigins.embedders(allowed, publicSettings.origin()));
    }

    private static String fitting(List<String> all, String noun, ToIntFunction<List<String>> length) {
        int fit = 0;
        while (fit < all.size() && length.applyAsInt(all.subList(0, fit + 1)) <= MOST) {
            fit++;
        }
        return "The first " + fit + " of its " + all.size() + " " + noun + " fit.";
    }

    /** The nearest folder of all. */
    private static Optional<String> sharedFolder(List<String> paths) {
        String shared = paths.get(0);
        for (String path : paths) {
            int same = 0;
            while (same < Math.min(shared.length(), path.length()) && shared.charAt(same) == path.charAt(same)) {
                same++;
            }
            shared = shared.substring(0, same);
        }
        String folder = shared.substring(0, shared.lastIndexOf('/') + 1);
        return folder.isEmpty() ? Optional.empty() : Optional.of(folder);
    }
}
