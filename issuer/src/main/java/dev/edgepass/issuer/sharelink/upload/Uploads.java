package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.key.Pepper;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Files on their way into the quarantine. Each method is given a link whose standing was just asked for. Thread-safe. */
@Component
class Uploads {
    private static final int MOST_NAMED = 10;

    /** As those of {@link RandomId}. */
    private static final int ID_BYTES = 16;

    private final Reservations reservations;
    private final Quarantine quarantine;
    private final Clock clock;
    private final byte[] idKey;

    /**
     * A file to be uploaded.
     *
     * @param ref by which its uploader announces it again; null where they don't
     */
    record Announced(FileWords words, long size, @Nullable String ref) {}

    /** Files in the order of the request, and what is left of the link's room. */
    record Begun(Map<String, Reservation> files, Reservations.Used used) {}

    Uploads(Reservations reservations, Quarantine quarantine, Pepper pepper, Clock clock) {
        this.reservations = reservations;
        this.quarantine = quarantine;
        this.clock = clock;
        this.idKey = pepper.derive("upload-file");
    }

    static LinkTerms.Upload limits(LinkRecord link) {
        return Objects.requireNonNull(link.terms().upload());
    }

    Reservations.Used used(LinkRecord link) {
        return reservations.used(link.id(), () -> quarantine.stored(link.id()));
    }

    /**
     * Takes room for all of the files, or for none; a file with the {@code ref} of one that was announced before is that one. Nothing is asked of the store yet.
     *
     * @throws ProblemException {@code upload-limit}
     */
    Begun begin(LinkRecord link, List<Announced> announced) {
        Instant now = clock.instant();
        Map<String, Reservation> files = new LinkedHashMap<>();
        announced.forEach(file -> files.put(id(link, file), Reservation.begun(file.size(), file.words(), now)));
        return new Begun(
                files, reservations.reserve(link.id(), limits(link), files, () -> quarantine.stored(link.id())));
    }

    /** Where the file has a {@code ref}, the same for each announcement, and another for another file. */
    private String id(LinkRecord link, Announced file) {
        if (file.ref() == null) {
            return RandomId.next();
        }
        byte[] named =
                Sha256.framed(Stream.of(link.id(), file.ref(), file.words().name(), Long.toString(file.size()))
                        .map(Sha256::utf8)
                        .toList());
        return Base64Url.encode(Arrays.copyOf(Sha256.hmac(idKey, named), ID_BYTES));
    }

    /** What is known of files, by their ids; one that isn't there is gone. */
    Map<String, Reservation> state(LinkRecord link, List<String> fileIds) {
        Map<String, Reservation> found = reservations.find(link.id(), fileIds);
        Instant now = clock.instant();
        found.values()
                .removeIf(file -> file.state() == Reservation.State.ACCEPTED
                        || file.state() == Reservation.State.UPLOADING && !file.isUploading(now));
        return found;
    }

    /**
     * Where the parts of a file go.
     *
     * @return in the order of {@code numbers}
     * @throws ProblemException {@code upload-not-found}, {@code invalid-request}
     */
    List<Quarantine.Signed> parts(LinkRecord link, String fileId, List<Integer> numbers) {
        Reservation file = uploading(link, fileId);
        FileParts parts = file.parts();
        for (int i = 0; i < numbers.size(); i++) {
            if (!parts.has(numbers.get(i))) {
                throw ProblemType.invalid("parts[" + i + "]", "no part (expected: 1 to " + parts.number() + ")");
            }
        }
        String uploadId = uploadId(link, fileId, file);
        return numbers.stream()
                .map(number -> quarantine.part(link.id(), fileId, uploadId, number, parts.length(number)))
                .toList();
    }

    private String uploadId(LinkRecord link, String fileId, Reservation file) {
        if (file.uploadId() != null) {
            return file.uploadId();
        }
        String own = quarantine.begin(link.id(), fileId, Objects.requireNonNull(file.words()));
        Optional<Reservation> now = reservations.begin(link.id(), fileId, file.with(own));
        String agreed = now.map(Reservation::uploadId).orElse(null);
        if (!own.equals(agreed)) {
            // Another call was first, or the file was given up.
            quarantine.abort(link.id(), fileId, own);
        }
        return Optional.ofNullable(agreed).orElseThrow(Uploads::notFound);
    }

    /**
     * Makes one object of the parts. Twice is once.
     *
     * @param etags of the parts by their numbers, as the store gave them
     * @throws ProblemException {@code upload-incomplete}, {@code upload-not-found}
     */
    void complete(LinkRecord link, String fileId, Map<Integer, String> etags) {
        Reservation file = reservations.find(link.id(), fileId).orElseThrow(Uploads::notFound);
        if (file.state() == Reservation.State.RECEIVED) {
            return;
        }
        if (!file.isUploading(clock.instant())) {
            throw notFound();
        }
        FileParts parts = file.parts();
        List<Integer> missing = parts.missing(etags.keySet(), MOST_NAMED);
        String uploadId = file.uploadId();
        if (uploadId == null || !missing.isEmpty()) {
            throw ProblemType.UPLOAD_INCOMPLETE.because(
                    "Parts are missing: " + (missing.isEmpty() ? "all" : missing) + " of 1 to " + parts.number() + ".");
        }
        if (etags.size() > parts.number()) {
            throw ProblemType.invalid("parts", etags.size() + " parts (expected: " + parts.number() + ")");
        }
        List<String> inOrder = new ArrayList<>();
        for (int part = 1; part <= parts.number(); part++) {
            inOrder.add(Objects.requireNonNull(etags.get(part)));
        }
        switch (quarantine.complete(link.id(), fileId, uploadId, inOrder)) {
            case PARTS_MISSING ->
                throw ProblemType.UPLOAD_INCOMPLETE.because(
                        "The store doesn't have all of these parts. Upload the file's parts again.");
            case DONE, NO_UPLOAD -> received(link, fileId, file);
        }
    }

    private void received(LinkRecord link, String fileId, Reservation file) {
        Quarantine.Waiting there = quarantine.find(link.id(), fileId).orElseThrow(Uploads::notFound);
        if (there.size() != file.size()) {
            // The signatures say how long each part is, so a store that keeps to them has no such object.
            quarantine.delete(link.id(), fileId);
            reservations.release(link.id(), fileId, file);
            throw ProblemType.UPLOAD_INCOMPLETE.because("The file has " + there.size() + " bytes (expected: "
                    + file.size() + "), so it was deleted. Announce it again.");
        }
        reservations.received(link.id(), fileId, there.size());
    }

    /**
     * Gives up a file that is on its way. Twice is once.
     *
     * @throws ProblemException {@code upload-not-found} where it was received
     */
    void cancel(LinkRecord link, String fileId) {
        Optional<Reservation> file = reservations.find(link.id(), fileId);
        if (file.isPresent() && (file.get().state() != Reservation.State.UPLOADING || end(link.id(), fileId))) {
            throw ProblemType.UPLOAD_NOT_FOUND.because("The file was received before: it waits for the link's owner.");
        }
    }

    /**
     * Ends a file that may be on its way. The store decides between this and a completion at the same moment: only after it has ended the upload, and has no file of it, is the room given
     * back. May be repeated.
     *
     * @return whether the store has the file: it was received
     */
    boolean end(String linkId, String fileId) {
        while (true) {
            Optional<Reservation> file =
                    reservations.find(linkId, fileId).filter(known -> known.state() == Reservation.State.UPLOADING);
            file.map(Reservation::uploadId).ifPresent(upload -> quarantine.abort(linkId, fileId, upload));
            Optional<Quarantine.Waiting> there = quarantine.find(linkId, fileId);
            if (there.isPresent()) {
                reservations.received(linkId, fileId, there.get().size());
                return true;
            }
            if (file.isEmpty() || reservations.release(linkId, fileId, file.get())) {
                return false;
            }
            // Its upload was begun meanwhile, or another call has ended it.
        }
    }

    private Reservation uploading(LinkRecord link, String fileId) {
        return reservations
                .find(link.id(), fileId)
                .filter(file -> file.isUploading(clock.instant()))
                .orElseThrow(Uploads::notFound);
    }

    static ProblemException notFound() {
        return ProblemType.UPLOAD_NOT_FOUND.because(
                "It was received, accepted, rejected, cancelled or forgotten, or it began more than a day ago.");
    }
}
