package dev.edgepass.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class ReadModelTest {
    private static final LinkRecord LINK = LinkRecord.created(
            new LinkCreated("l1", "hash", LinkTerms.of("a/"), null, null, null, Instant.EPOCH, "ada"), 4);

    @Test
    void a_links_terms_stand_among_its_other_members_and_what_has_no_value_is_left_out() {
        String json = ReadModelJson.write(LINK);

        assertThat(json)
                .isEqualTo(
                        "{\"id\":\"l1\",\"paths\":[\"a/\"],\"allowDownload\":false,\"allowedOrigins\":[],"
                                + "\"createdAt\":\"1970-01-01T00:00:00Z\",\"createdBy\":\"ada\",\"state\":\"active\",\"position\":4}");
        assertThat(ReadModelJson.read(json, LinkRecord.class)).isEqualTo(LINK);
    }

    @Test
    void a_reader_passes_over_what_a_later_version_adds_and_its_writer_keeps_off_a_state_it_doesnt_know() {
        String later = ReadModelJson.write(LINK).replace("{\"id\"", "{\"aMemberOfALaterVersion\":[1],\"id\"");
        String archived = later.replace("\"active\"", "\"archived\"");

        assertThat(ReadModelJson.readExactly(later, LinkRecord.class)).isEqualTo(LINK);
        assertThat(ReadModelJson.read(archived, LinkRecord.class).state()).isEqualTo(LinkRecord.State.UNKNOWN);
        assertThatThrownBy(() -> ReadModelJson.readExactly(archived, LinkRecord.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void a_link_is_read_with_its_words_or_without_them_where_they_were_erased() {
        LinkWords words = LinkWords.of("Label", "Ann", "$argon2id$");
        LinkTerms terms = LinkTerms.of("a/").withPasswordHash("$argon2id$").withDigest(words.digest());
        String json = ReadModelJson.write(
                LinkRecord.created(new LinkCreated("l1", "hash", terms, null, null, null, Instant.EPOCH, "ada"), 4));

        assertThat(json).contains(words.digest()).doesNotContain("Label", "Ann", "argon2");
        LinkRecord whole = LinkText.read(json + "\n" + ReadModelJson.write(words));
        assertThat(whole.terms().label()).isEqualTo("Label");
        assertThat(whole.terms().passwordHash()).isEqualTo("$argon2id$");
        assertThat(whole.recipient()).isEqualTo("Ann");
        assertThat(whole.wordsErased()).isFalse();
        LinkRecord erased = LinkText.read(json);
        assertThat(erased.wordsErased()).isTrue();
        assertThat(erased.terms().lostPassword()).isTrue();
        assertThat(erased.terms().label()).isNull();
    }

    /** As earlier releases wrote it. */
    @Test
    void a_link_with_its_words_in_plain_has_none_that_could_be_erased() {
        LinkTerms plain = LinkTerms.of("a/").withPasswordHash("$argon2id$");
        LinkRecord link =
                LinkRecord.created(new LinkCreated("l1", "hash", plain, null, "Ann", null, Instant.EPOCH, "ada"), 4);

        assertThat(LinkText.read(ReadModelJson.write(link))).isEqualTo(link);
    }

    @Test
    void a_handle_and_its_state_survive_their_texts() {
        HandleState state = new HandleState(12, 7);

        assertThat(HandleText.parse(HandleText.of(state))).isEqualTo(state);
        assertThatThrownBy(() -> HandleText.parse("12")).isInstanceOf(IllegalArgumentException.class);
        for (Handle.Kind kind : Handle.Kind.values()) {
            assertThat(Handle.parse(new Handle(kind, "a:b").toString())).isEqualTo(new Handle(kind, "a:b"));
        }
        assertThatThrownBy(() -> Handle.parse("person:bob")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_key_is_described() throws IOException {
        Keys keys = new Keys("{p}");

        assertThat(Files.readString(Path.of("../docs/read-model.md")))
                .contains(Stream.of(
                                keys.control(),
                                keys.issuance(),
                                keys.marks(),
                                keys.link("<link id>"),
                                keys.links(),
                                keys.linkChanges(),
                                keys.words(),
                                keys.wordsOf("<link id>"),
                                keys.looseWords(),
                                keys.erasures(),
                                keys.group("<group id>"),
                                keys.opens(),
                                keys.viewers("<link id>"),
                                keys.removed(),
                                keys.freed(),
                                keys.secret("<hash>"),
                                keys.handle(),
                                keys.active(),
                                keys.revocation("<revocation id>"),
                                keys.revocations(),
                                keys.keys(),
                                keys.live(Handle.ALL),
                                keys.live(new Handle(Handle.Kind.LINK, "<link id>")),
                                keys.live(new Handle(Handle.Kind.SUBJECT, "<subject>")),
                                keys.token("<jti>"))
                        .map(key -> "\n| `" + key + "` | ")
                        .toList());
    }
}
