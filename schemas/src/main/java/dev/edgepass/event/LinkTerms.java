package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a share link lets its holders do, all of it: in its creation, its edits and the read model. As JSON its members stand among those of the record that has it. What a person
 * wrote stands elsewhere ({@link LinkWords}); records of earlier releases have it in plain.
 *
 * @param label null also where it is among the words
 * @param paths what it opens, see {@link dev.edgepass.token.Scope}
 * @param activatesAt null is at once
 * @param expiresAt null is never
 * @param passwordHash an Argon2id string, peppered, or {@link #AMONG_WORDS}; null is no password
 * @param allowedOrigins (RFC 6454) that may embed; empty is any
 * @param maxViewers null is no limit
 * @param uncounted whether views aren't counted
 * @param notices the name of the operator's destination for notices; null is none
 * @param words the digest of the words; null where there are none, or in plain
 * @param upload null is a link that opens its paths; else one that opens nothing and takes files for the one folder in its paths
 */
public record LinkTerms(
        @Nullable String label,
        List<String> paths,
        @Nullable Instant activatesAt,
        @Nullable Instant expiresAt,
        @Nullable String passwordHash,
        boolean allowDownload,
        List<String> allowedOrigins,
        @Nullable Integer maxViewers,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean uncounted,
        @Nullable String notices,
        @Nullable String words,
        @Nullable Upload upload) {
    /**
     * Stands for the hash where that is among the words. No password has it: a program that doesn't look there, as of release 0, and one that finds them erased open the link to nobody.
     */
    public static final String AMONG_WORDS = "words";

    /**
     * What an upload link takes, over its whole life.
     *
     * @param maxFiles in number
     * @param maxBytes of all of them together
     */
    public record Upload(int maxFiles, long maxBytes) {}

    public LinkTerms {
        paths = List.copyOf(paths);
        // Absent in the least event that the schema allows.
        allowedOrigins = allowedOrigins == null ? List.of() : List.copyOf(allowedOrigins);
    }

    /** Paths for everybody, at once and without an end. */
    public static LinkTerms of(String... paths) {
        return new LinkTerms(null, List.of(paths), null, null, null, false, List.of(), null, false, null, null, null);
    }

    /** The same but for the password. */
    public LinkTerms withPasswordHash(@Nullable String hash) {
        return with(label, hash, words);
    }

    /** The same, without what a person wrote but with its digest: as they stand in an event. */
    public LinkTerms withDigest(@Nullable String digest) {
        return with(null, passwordHash == null ? null : AMONG_WORDS, digest);
    }

    /** The same with what a person wrote, as far as it is there. */
    public LinkTerms withWords(LinkWords found) {
        return with(found.label(), found.passwordHash() != null ? found.passwordHash() : passwordHash, words);
    }

    /** The same of a link that takes files. */
    public LinkTerms withUpload(Upload limits) {
        return new LinkTerms(
                label,
                paths,
                activatesAt,
                expiresAt,
                passwordHash,
                allowDownload,
                allowedOrigins,
                maxViewers,
                uncounted,
                notices,
                words,
                limits);
    }

    private LinkTerms with(@Nullable String newLabel, @Nullable String newHash, @Nullable String newWords) {
        return new LinkTerms(
                newLabel,
                paths,
                activatesAt,
                expiresAt,
                newHash,
                allowDownload,
                allowedOrigins,
                maxViewers,
                uncounted,
                notices,
                newWords,
                upload);
    }

    public boolean hasPassword() {
        return passwordHash != null;
    }

    /** Whether it has a password that nobody can know any more: its hash was erased. Only of terms that have their words. */
    public boolean lostPassword() {
        return AMONG_WORDS.equals(passwordHash);
    }

    /** Without what a person wrote. */
    @Override
    public String toString() {
        return "LinkTerms" + paths;
    }
}
