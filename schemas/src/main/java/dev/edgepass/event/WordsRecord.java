package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record of the words topic: a link's words under their digest, or that they were erased. Two edits at once have two digests, so neither overwrites the words in force.
 *
 * @param words null is a tombstone
 */
public record WordsRecord(
        String linkId, String digest, @Nullable LinkWords words) {
    /** Bytes of a value at most. */
    public static final int LONGEST = 8_192;

    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9_-]{1,64})/([A-Za-z0-9_-]{43})");

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** @throws MalformedException where they aren't well-formed Unicode */
    public static WordsRecord of(String linkId, LinkWords words) {
        return new WordsRecord(linkId, words.digest(), words);
    }

    public static WordsRecord tombstone(String linkId, String digest) {
        return new WordsRecord(linkId, digest, null);
    }

    /** {@code <link id>/<digest>}. */
    public String key() {
        return linkId + "/" + digest;
    }

    /** JSON, UTF-8; null for a tombstone. */
    public byte @Nullable [] value() {
        return words == null ? null : JSON.writeValueAsBytes(words);
    }

    /**
     * @throws UnreadableEventException where it is no such record, or the digest isn't that of the words
     */
    public static WordsRecord read(ConsumerRecord<byte[], byte[]> message) {
        byte[] keyBytes = message.key();
        Matcher key = KEY.matcher(keyBytes == null ? "" : new String(keyBytes, StandardCharsets.UTF_8));
        if (!key.matches()) {
            throw new UnreadableEventException("key: not a link's id, a slash and a digest", null);
        }
        byte[] value = message.value();
        WordsRecord record = new WordsRecord(key.group(1), key.group(2), value == null ? null : words(value));
        if (record.words != null && !record.digest.equals(digest(record.words))) {
            throw new UnreadableEventException("key: not the digest of the words", null);
        }
        return record;
    }

    private static LinkWords words(byte[] value) {
        if (value.length > LONGEST) {
            throw new UnreadableEventException(
                    "words: " + value.length + " bytes (expected: at most " + LONGEST + ")", null);
        }
        try {
            LinkWords words = JSON.readValue(Utf8.decode(value), LinkWords.class);
            if (words != null) {
                return words;
            }
        } catch (JacksonException | MalformedException e) {
            // The cause may quote the words.
        }
        throw new UnreadableEventException("words: the data can't be read", null);
    }

    private static String digest(LinkWords words) {
        try {
            return words.digest();
        } catch (MalformedException e) {
            throw new UnreadableEventException("words: not well-formed Unicode", null);
        }
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "WordsRecord[" + key() + (words == null ? ", erased]" : "]");
    }
}
