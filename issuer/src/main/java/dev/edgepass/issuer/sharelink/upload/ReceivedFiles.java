package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.media.ThumbnailNotice;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.sharelink.ShareLinks;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Files that wait in the quarantine, as the link's owner has them. Each step may be repeated, also where its instance was killed within it. Thread-safe. */
@Component
class ReceivedFiles {
    /** Each costs a HEAD. */
    private static final int PAGE = 50;

    private final ShareLinks links;
    private final PathPolicy policy;
    private final Quarantine quarantine;
    private final Acceptances acceptances;
    private final Reservations reservations;
    private final FileType fileType;
    private final ThumbnailNotice thumbnails;

    /** @param next what the next page comes after; null where this is the last */
    record Page(
            List<Quarantine.Waiting> files,
            long unfinished,
            @Nullable String next) {}

    /** @param key that it has among the media */
    record Accepted(String id, String key) {}

    /**
     * @param reason {@code not-found}, {@code too-large}, {@code type-mismatch}, {@code key-exists} or {@code path-not-allowed}
     * @param detail for people
     */
    record Refused(String id, String reason, String detail) {}

    record Outcome(List<Accepted> accepted, List<Refused> refused) {}

    ReceivedFiles(
            ShareLinks links,
            PathPolicy policy,
            Quarantine quarantine,
            Acceptances acceptances,
            Reservations reservations,
            FileType fileType,
            ThumbnailNotice thumbnails) {
        this.links = links;
        this.policy = policy;
        this.quarantine = quarantine;
        this.acceptances = acceptances;
        this.reservations = reservations;
        this.fileType = fileType;
        this.thumbnails = thumbnails;
    }

    /**
     * In the order of their ids.
     *
     * @param after id of the last file of the page before
     * @throws ProblemException {@code link-not-found}, {@code storage-unavailable}
     */
    Page list(String linkId, @Nullable String after, Caller caller) {
        LinkRecord link = requireUpload(links.find(linkId, caller));
        List<String> ids = quarantine.waiting(link.id(), after, PAGE + 1);
        List<String> shown = ids.subList(0, Math.min(PAGE, ids.size()));
        List<Quarantine.Waiting> files = shown.stream()
                .map(id -> quarantine.find(link.id(), id))
                .flatMap(Optional::stream)
                .toList();
        long unfinished =
                reservations.known(link.id()).map(Reservations.Used::unfinished).orElse(0L);
        return new Page(files, unfinished, ids.size() > PAGE ? shown.get(PAGE - 1) : null);
    }

    /**
     * Makes objects of them in the link's folder, under their own names, one after the other.
     *
     * @param overwrite whether objects that have the names are replaced
     * @throws ProblemException {@code link-not-found}, {@code path-not-allowed}, {@code storage-unavailable}: those before may have been accepted then
     */
    Outcome accept(String linkId, List<String> fileIds, boolean overwrite, Caller caller) {
        LinkRecord link = own(linkId, caller);
        String prefix = link.terms().paths().get(0);
        if (!opens(caller, prefix)) {
            throw ProblemType.PATH_NOT_ALLOWED.because(
                    "This login doesn't open " + prefix + ", so it can't put files there.");
        }
        Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        try {
            fileIds.forEach(id -> accept(link, id, prefix, overwrite, caller, outcome));
        } finally {
            thumbnails.of(outcome.accepted.stream().map(Accepted::key).toList());
        }
        return outcome;
    }

    private boolean opens(Caller caller, String path) {
        List<Scope> scopes = List.of(new Scope(path));
        return policy.visibleTo(caller, scopes).firstHidden(scopes).isEmpty();
    }

    private void accept(LinkRecord link, String id, String prefix, boolean overwrite, Caller caller, Outcome outcome) {
        Optional<Quarantine.Waiting> file = quarantine.find(link.id(), id);
        Optional<byte[]> head = file.flatMap(found -> quarantine.firstBytes(link.id(), found));
        if (file.isEmpty() || head.isEmpty()) {
            acceptedBefore(link, id, outcome);
            return;
        }
        Optional<Acceptances.Decision> before = acceptances.decision(link.id(), file.get());
        if (before.isPresent()) {
            decided(link, file.get(), before.get(), outcome);
            return;
        }
        String name = file.get().words().name();
        // One that was cut off is finished where it began, also after an edit of the folder.
        String key = acceptances.intended(link.id(), id).orElse(prefix + name);
        if (!key.equals(prefix + name) && !opens(caller, key)) {
            outcome.refused.add(
                    new Refused(
                            id,
                            "path-not-allowed",
                            "It was begun to be accepted into a folder that this login doesn't open. Reject it, or let another login accept it."));
            return;
        }
        Optional<Refused> refused = refusal(file.get(), head.get(), key);
        if (refused.isPresent()) {
            outcome.refused.add(refused.get());
            return;
        }
        Optional<Boolean> copied = acceptances.copy(link.id(), file.get(), key, FileType.named(name), overwrite);
        if (copied.isEmpty()) {
            acceptedBefore(link, id, outcome);
        } else if (!copied.get()) {
            outcome.refused.add(new Refused(id, "key-exists", "There is an object " + key + "."));
        } else {
            Acceptances.Decision holds = acceptances.decide(link.id(), file.get(), new Acceptances.Decision(key));
            if (!key.equals(holds.key())) {
                acceptances.deleteCopy(id, key);
            }
            decided(link, file.get(), holds, outcome);
        }
    }

    private void decided(LinkRecord link, Quarantine.Waiting file, Acceptances.Decision decision, Outcome outcome) {
        if (decision.key() == null) {
            outcome.refused.add(
                    new Refused(file.id(), "not-found", "Its rejection was begun. Reject it again if it waits."));
        } else {
            finish(link, file);
            outcome.accepted.add(new Accepted(file.id(), decision.key()));
        }
    }

    /** A file that is an accepted one waits no more. */
    private void finish(LinkRecord link, Quarantine.Waiting file) {
        quarantine.delete(link.id(), file.id());
        reservations.accepted(link.id(), file.id(), file.size());
    }

    /** By another call. */
    private void acceptedBefore(LinkRecord link, String id, Outcome outcome) {
        findAccepted(link, id)
                .ifPresentOrElse(
                        outcome.accepted::add,
                        () -> outcome.refused.add(new Refused(id, "not-found", "No such file waits at this link.")));
    }

    /** Its acceptance may have been cut off before Redis was told. */
    private Optional<Accepted> findAccepted(LinkRecord link, String id) {
        return acceptances.accepted(link.id(), id).map(file -> {
            reservations.accepted(link.id(), id, file.size());
            return new Accepted(id, file.key());
        });
    }

    private Optional<Refused> refusal(Quarantine.Waiting file, byte[] head, String key) {
        if (file.size() > FileParts.MOST_BYTES) {
            return Optional.of(new Refused(
                    file.id(), "too-large", file.size() + " bytes (expected: at most " + FileParts.MOST_BYTES + ")"));
        }
        try {
            // The link's folder may be another one than when the file was announced.
            FileWords.name("name", file.words().name(), key.substring(0, key.lastIndexOf('/') + 1));
        } catch (ProblemException e) {
            return Optional.of(
                    new Refused(file.id(), "type-mismatch", e.problem().detail()));
        }
        return fileType.refusal(file.words().name(), head)
                .map(detail -> new Refused(file.id(), "type-mismatch", detail));
    }

    /**
     * Deletes them, and what an acceptance that was cut off has copied. Twice is once, and one that was accepted stays.
     *
     * @throws ProblemException {@code link-not-found}, {@code storage-unavailable}
     */
    void reject(String linkId, List<String> fileIds, Caller caller) {
        LinkRecord link = own(linkId, caller);
        fileIds.forEach(id -> reject(link, id));
    }

    private void reject(LinkRecord link, String id) {
        Optional<Quarantine.Waiting> file = quarantine.find(link.id(), id);
        if (file.isPresent()) {
            reject(link, file.get());
        } else if (findAccepted(link, id).isEmpty()) {
            release(link, id);
        }
    }

    private void reject(LinkRecord link, Quarantine.Waiting file) {
        if (acceptances.decide(link.id(), file, Acceptances.Decision.REJECTED).key() != null) {
            finish(link, file);
            return;
        }
        // Its room before the file: where this is cut off the file waits still, and may be rejected again.
        reservations.received(link.id(), file.id(), file.size());
        release(link, file.id());
        acceptances.delete(link.id(), file.id());
    }

    private void release(LinkRecord link, String id) {
        reservations.release(link.id(), id, Reservation.there(Reservation.State.RECEIVED, 0));
    }

    /**
     * Where the owner can look at a file first.
     *
     * @throws ProblemException {@code link-not-found}, {@code upload-not-found}, {@code storage-unavailable}
     */
    Quarantine.Signed download(String linkId, String fileId, Caller caller) {
        LinkRecord link = own(linkId, caller);
        return quarantine
                .find(link.id(), fileId)
                .map(file -> quarantine.download(link.id(), file))
                .orElseThrow(() -> ProblemType.UPLOAD_NOT_FOUND.because("No such file waits at this link."));
    }

    private LinkRecord own(String linkId, Caller caller) {
        return requireUpload(links.findOwn(linkId, caller));
    }

    private static LinkRecord requireUpload(LinkRecord link) {
        if (link.terms().upload() == null) {
            throw ProblemType.LINK_NOT_FOUND.because("It is no upload link.");
        }
        return link;
    }
}
