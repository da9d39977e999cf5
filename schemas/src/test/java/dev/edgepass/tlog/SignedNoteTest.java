package dev.edgepass.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specification's own examples (c2sp.org/signed-note), and what it forbids. */
class SignedNoteTest {
    private static final String KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String SIGNATURE =
            "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final String NOTE = "This is an example message.\n\n" + SIGNATURE;
    private static final String POEM = """
            Ognuno sta solo sul cuor della terra
            trafitto da un raggio di sole:

            ed è subito sera.

            — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
            """;

    @Test
    void the_examples_key_verifies_the_examples_note() {
        VerifierKey key = VerifierKey.parse(KEY);

        assertThat(key.id()).isEqualTo(0x530d903a);
        assertThat(key).hasToString(KEY);
        assertThat(note(NOTE).verify(List.of(key))).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTE, "\n\n" + SIGNATURE, "a\n\nb\n\n" + SIGNATURE + SIGNATURE})
    void a_note_is_written_as_it_was_read(String text) {
        assertThat(note(text)).hasToString(text);
    }

    @Test
    void the_text_may_have_empty_lines() {
        SignedNote poem = note(POEM);

        assertThat(poem.text()).endsWith("sole:\n\ned è subito sera.\n");
        assertThat(poem.signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.name()).isEqualTo("quasimodo.example/salvatore"));
        assertThat(poem).hasToString(POEM);
    }

    @Test
    void signatures_of_unknown_keys_are_ignored() {
        VerifierKey key = VerifierKey.parse(KEY);
        String others = "— example.com/foo AAAAAAAA\n— example.com/bar Uw2QOgAA\n" + SIGNATURE;

        assertThat(note("This is an example message.\n\n" + others).verify(List.of(key)))
                .containsExactly(key);
        assertThatThrownBy(() -> note(POEM).verify(List.of(key)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("no signature under a known key");
    }

    @Test
    void one_bad_signature_of_a_known_key_spoils_the_note() {
        VerifierKey key = VerifierKey.parse(KEY);
        SignedNote spoiled = note(NOTE).with(new NoteSignature("example.com/foo", key.id(), new byte[64]));

        assertThatThrownBy(() -> spoiled.verify(List.of(key)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("isn't good");
        assertThatThrownBy(() -> note(NOTE.replace("example m", "Example m")).verify(List.of(key)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void a_key_that_signs_twice_is_one_signer() {
        VerifierKey key = VerifierKey.parse(KEY);

        assertThat(note(NOTE + SIGNATURE).verify(List.of(key))).containsExactly(key);
    }

    @Test
    void there_may_be_100_signatures_and_no_more() {
        assertThat(note("a\n\n" + SIGNATURE.repeat(100)).signatures()).hasSize(100);
        assertThatThrownBy(() -> note("a\n\n" + SIGNATURE.repeat(101))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "a",
                "a\n",
                "a\n\n",
                "a\n" + SIGNATURE,
                "a\n\n" + SIGNATURE + "\n",
                "a\n\n" + SIGNATURE + "b",
                "a\r\n\n" + SIGNATURE,
                "a\u0000\n\n" + SIGNATURE,
                "a\t\n\n" + SIGNATURE,
                "a\n\n- example.com/foo AAAAAAAA\n",
                "a\n\n—example.com/foo AAAAAAAA\n",
                "a\n\n— AAAAAAAA\n",
                "a\n\n—  AAAAAAAA\n",
                "a\n\n— example.com/foo\n",
                "a\n\n— example.com/foo \n",
                "a\n\n— example.com/foo AAAAAA==\n",
                "a\n\n— example.com/foo AAAAAAB=\n",
                "a\n\n— example.com/foo AAAAAAA\n",
                "a\n\n— example.com/foo AAAA_AAA\n",
                "a\n\n— example.com/foo AAAAAAAA \n",
                "a\n\n— example.com/foo  AAAAAAAA\n",
                "a\n\n— example com AAAAAAAA\n",
                "a\n\n— example.com+foo AAAAAAAA\n",
                "a\n\n— example.com\u00a0foo AAAAAAAA\n",
                "a\n\n— example.com\u0085foo AAAAAAAA\n",
                "a\n\n— example.com\u2028foo AAAAAAAA\n"
            })
    void what_isnt_a_note_is_refused(String text) {
        assertThatThrownBy(() -> note(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void malformed_utf_8_is_refused() {
        byte[] bytes = NOTE.getBytes(UTF_8);
        bytes[3] = (byte) 0x80;

        assertThatThrownBy(() -> SignedNote.parse(bytes)).isInstanceOf(MalformedException.class);
    }

    private static SignedNote note(String text) {
        return SignedNote.parse(text.getBytes(UTF_8));
    }
}
