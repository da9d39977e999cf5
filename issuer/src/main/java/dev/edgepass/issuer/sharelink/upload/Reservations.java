package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.RedisQuestion;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The room of upload links, on which all instances agree: one script counts and takes it. A file takes room from when it is announced; one that is cancelled, ended or rejected gives it back, one
 * that is accepted doesn't. Where Redis has lost a link's, it is made anew from the bucket; files that were on their way then are forgotten, and refused. Methods throw the
 * problem {@code read-model-unavailable} where Redis doesn't answer. Thread-safe.
 */
@Component
class Reservations {
    /** Longer than a file may be on its way. What stands here longer is in the bucket too. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String AWAY = "Redis doesn't answer, and the link's room is counted there. Try again shortly.";
    private static final String LINK = "iu:link:";

    /** When files were announced, by {@code link/file}, of those that are on their way. */
    private static final String BEGUN = "iu:begun";

    private static final char BETWEEN = '/';
    private static final JsonMapper JSON = JsonMapper.shared();

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> RESERVE =
            RedisScript.of(new ClassPathResource("reserve.lua", Reservations.class), List.class);

    private static final RedisScript<Long> RESTORE =
            RedisScript.of(new ClassPathResource("restore.lua", Reservations.class), Long.class);
    private static final RedisScript<String> SET =
            RedisScript.of(new ClassPathResource("set-file.lua", Reservations.class), String.class);
    private static final RedisScript<Long> RELEASE =
            RedisScript.of(new ClassPathResource("release.lua", Reservations.class), Long.class);

    private final StringRedisTemplate redis;

    /** What there is of a link. */
    record Used(long files, long bytes, long unfinished) {
        long filesLeft(LinkTerms.Upload limits) {
            return Math.max(0, limits.maxFiles() - files);
        }

        long bytesLeft(LinkTerms.Upload limits) {
            return Math.max(0, limits.maxBytes() - bytes);
        }
    }

    /** A file on its way, of whichever link. */
    record Begun(String linkId, String fileId) {}

    Reservations(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * Takes room for all the files, or for none.
     *
     * @param files by their ids
     * @param stored what the bucket has, where Redis has lost it
     * @throws ProblemException {@code upload-limit}, and those of {@code stored}
     */
    Used reserve(
            String linkId,
            LinkTerms.Upload limits,
            Map<String, Reservation> files,
            Supplier<Map<String, Reservation>> stored) {
        used(linkId, stored);
        List<String> words = new ArrayList<>(List.of(
                linkId + BETWEEN,
                Integer.toString(limits.maxFiles()),
                Long.toString(limits.maxBytes()),
                Long.toString(KEPT.toSeconds())));
        files.forEach((id, file) ->
                words.addAll(List.of(id, Long.toString(file.size()), Long.toString(file.begunAt()), write(file))));
        List<?> answer = Objects.requireNonNull(RedisQuestion.ask(
                AWAY, () -> redis.execute(RESERVE, List.of(LINK + linkId, BEGUN), words.toArray())));
        Used used = new Used((Long) answer.get(1), (Long) answer.get(2), (Long) answer.get(3));
        String outcome = String.valueOf(answer.get(0));
        if (outcome.equals("lost")) {
            throw ProblemType.READ_MODEL_UNAVAILABLE.because(AWAY);
        }
        if (!outcome.equals("ok")) {
            throw ProblemType.UPLOAD_LIMIT.because(
                    outcome.equals("files")
                            ? "The link takes " + used.filesLeft(limits) + " more files, and these are " + files.size()
                                    + "."
                            : "The link takes " + used.bytesLeft(limits) + " more bytes, and these files have "
                                    + files.values().stream()
                                            .mapToLong(Reservation::size)
                                            .sum()
                                    + ".");
        }
        return used;
    }

    /** @param stored as at {@link #reserve} */
    Used used(String linkId, Supplier<Map<String, Reservation>> stored) {
        return known(linkId).orElseGet(() -> {
            restore(linkId, stored.get());
            return known(linkId).orElseThrow(() -> ProblemType.READ_MODEL_UNAVAILABLE.because(AWAY));
        });
    }

    /** Empty where nothing is known of the link. */
    Optional<Used> known(String linkId) {
        List<Object> found = Objects.requireNonNull(RedisQuestion.ask(
                AWAY, () -> redis.opsForHash().multiGet(LINK + linkId, List.of("#files", "#bytes", "#open"))));
        return found.contains(null)
                ? Optional.empty()
                : Optional.of(new Used(number(found.get(0)), number(found.get(1)), number(found.get(2))));
    }

    private void restore(String linkId, Map<String, Reservation> stored) {
        List<String> words = new ArrayList<>(List.of(Long.toString(KEPT.toSeconds())));
        stored.forEach((id, file) -> words.addAll(List.of(id, Long.toString(file.size()), write(file))));
        RedisQuestion.ask(AWAY, () -> redis.execute(RESTORE, List.of(LINK + linkId), words.toArray()));
    }

    /** Those of the files that the link has, in any state. */
    Map<String, Reservation> find(String linkId, List<String> fileIds) {
        List<Object> found = Objects.requireNonNull(
                RedisQuestion.ask(AWAY, () -> redis.opsForHash().multiGet(LINK + linkId, List.copyOf(fileIds))));
        Map<String, Reservation> files = new LinkedHashMap<>();
        for (int i = 0; i < fileIds.size(); i++) {
            Object text = found.get(i);
            if (text != null) {
                files.put(fileIds.get(i), read(text.toString()));
            }
        }
        return files;
    }

    Optional<Reservation> find(String linkId, String fileId) {
        return Optional.ofNullable(find(linkId, List.of(fileId)).get(fileId));
    }

    /**
     * Names the multipart upload of a file that is on its way and has none.
     *
     * @return the file as it is now; empty where it isn't on its way any more
     */
    Optional<Reservation> begin(String linkId, String fileId, Reservation file) {
        return set(linkId, fileId, "begin", file).filter(now -> now.state() == Reservation.State.UPLOADING);
    }

    /** The file is in the bucket, whatever was known of it; one that was accepted stays so. */
    void received(String linkId, String fileId, long size) {
        set(linkId, fileId, "there", Reservation.there(Reservation.State.RECEIVED, size));
    }

    void accepted(String linkId, String fileId, long size) {
        set(linkId, fileId, "there", Reservation.there(Reservation.State.ACCEPTED, size));
    }

    private Optional<Reservation> set(String linkId, String fileId, String how, Reservation file) {
        String now = RedisQuestion.ask(
                AWAY,
                () -> redis.execute(
                        SET,
                        List.of(LINK + linkId, BEGUN),
                        linkId + BETWEEN + fileId,
                        fileId,
                        how,
                        Long.toString(file.size()),
                        write(file)));
        return Optional.ofNullable(now).filter(text -> !text.isEmpty()).map(Reservations::read);
    }

    /**
     * Gives the room of a file back, once.
     *
     * @param seen as it was found: in that state, and with that upload
     * @return false where it isn't so any more
     */
    boolean release(String linkId, String fileId, Reservation seen) {
        Long released = RedisQuestion.ask(
                AWAY,
                () -> redis.execute(
                        RELEASE,
                        List.of(LINK + linkId, BEGUN),
                        linkId + BETWEEN + fileId,
                        fileId,
                        seen.state().name(),
                        Objects.requireNonNullElse(seen.uploadId(), "")));
        return Long.valueOf(1).equals(released);
    }

    /** Files that were announced before that moment and may be on their way still, the oldest first. */
    List<Begun> begunBefore(Instant moment, int most) {
        return Objects.requireNonNull(RedisQuestion.ask(
                        AWAY, () -> redis.opsForZSet().rangeByScore(BEGUN, 0, moment.toEpochMilli(), 0, most)))
                .stream()
                .map(name -> name.split(String.valueOf(BETWEEN), 2))
                .map(parts -> new Begun(parts[0], parts[1]))
                .toList();
    }

    /** It needs no look any more. */
    void forget(Begun file) {
        RedisQuestion.ask(AWAY, () -> redis.opsForZSet().remove(BEGUN, file.linkId() + BETWEEN + file.fileId()));
    }

    private static String write(Reservation file) {
        return JSON.writeValueAsString(file);
    }

    private static Reservation read(String text) {
        try {
            return JSON.readValue(text, Reservation.class);
        } catch (JacksonException e) {
            throw new IllegalStateException("a reservation in Redis can't be read", e);
        }
    }

    private static long number(@Nullable Object text) {
        return Long.parseLong(String.valueOf(text));
    }
}
