package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * The body of {@code PATCH /share-links/{id}}: a merge patch (RFC 7396). A member that is missing leaves its term, {@code null} takes it away.
 *
 * @param names of the members that are there
 * @param values the same, and null for those that aren't
 */
@JsonDeserialize(using = LinkPatch.Reader.class)
record LinkPatch(Set<String> names, ShareLinkRequest values) {
    LinkPatch {
        names = Set.copyOf(names);
    }

    /** Those that it names; none where it leaves them as they are. */
    List<Scope> paths() {
        return names.contains("paths") ? RequestedPaths.parse(values.paths()).minimal() : List.of();
    }

    /** Whether it says what an upload link takes, and whereto. */
    boolean hasUploadTerm() {
        return names.stream().anyMatch(ShareLinkRequest.OF_UPLOAD::contains);
    }

    boolean hasPassword() {
        return names.contains("password");
    }

    /**
     * The terms that {@code link} would have. Only members that are there are checked: a link may have terms that are no longer allowed.
     *
     * @param hash of the password that is to be, where {@link #hasPassword}
     * @throws ProblemException {@code invalid-request}, naming the offending member
     */
    LinkTerms applyTo(LinkRecord link, @Nullable String hash, LinkLifetime lifetime, Instant now) {
        for (String fixed : List.of("recipient", "recipients", "kind")) {
            if (names.contains(fixed)) {
                throw ProblemType.invalid(fixed, "not editable (expected: set only when the link is made)");
            }
        }
        LinkTerms terms = link.terms();
        LinkTerms.Upload upload = terms.upload();
        requireNone(
                upload == null ? ShareLinkRequest.OF_UPLOAD : ShareLinkRequest.OF_VIEW,
                upload == null ? ShareLinkRequest.VIEW : ShareLinkRequest.UPLOAD);
        return LinkLifetime.inOrder(new LinkTerms(
                names.contains("label") ? values.checkedLabel() : terms.label(),
                newPaths(terms),
                names.contains("activatesAt") ? values.checkedActivation() : terms.activatesAt(),
                names.contains("expiresAt")
                        ? lifetime.require(values.checkedExpiry(), link.createdAt(), now)
                        : terms.expiresAt(),
                hasPassword() ? hash : terms.passwordHash(),
                names.contains("allowDownload") ? Boolean.TRUE.equals(values.allowDownload()) : terms.allowDownload(),
                names.contains("allowedOrigins")
                        ? AllowedOrigins.parse(values.allowedOrigins())
                        : terms.allowedOrigins(),
                names.contains("maxViewers") ? values.checkedMaxViewers() : terms.maxViewers(),
                names.contains("countViews") ? Boolean.FALSE.equals(values.countViews()) : terms.uncounted(),
                names.contains("notices") ? values.noticesOrNone() : terms.notices(),
                terms.words(),
                upload == null ? null : newLimits(upload)));
    }

    private List<String> newPaths(LinkTerms terms) {
        if (names.contains("prefix")) {
            return List.of(values.checkedPrefix());
        }
        return names.contains("paths") ? values.checkedPaths() : terms.paths();
    }

    private LinkTerms.Upload newLimits(LinkTerms.Upload before) {
        return new LinkTerms.Upload(
                names.contains("maxFiles") ? values.checkedMaxFiles() : before.maxFiles(),
                names.contains("maxBytes") ? values.checkedMaxBytes() : before.maxBytes());
    }

    private void requireNone(Set<String> ofOtherKind, String kind) {
        names.stream().filter(ofOtherKind::contains).sorted().findFirst().ifPresent(name -> {
            throw ShareLinkRequest.ofOtherKind(name, kind);
        });
    }

    /** With the password that is to be; null where it is to go, or isn't mentioned. */
    @Nullable
    LinkPassword password() {
        return values.checkedPassword();
    }

    /** Without its members: the password is one of them. */
    @Override
    public String toString() {
        return "LinkPatch" + names;
    }

    /** Reads the members by the rules of {@link ShareLinkRequest}, and remembers which there were. */
    static final class Reader extends ValueDeserializer<LinkPatch> {
        @Override
        public LinkPatch deserialize(JsonParser json, DeserializationContext context) {
            JsonNode patch = context.readTree(json);
            if (!patch.isObject()) {
                return context.reportInputMismatch(LinkPatch.class, "no object");
            }
            Set<String> names = new LinkedHashSet<>(patch.propertyNames());
            return new LinkPatch(names, context.readTreeAsValue(patch, ShareLinkRequest.class));
        }
    }
}
