package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.Checkpoint;
import dev.edgepass.tlog.SignedNote;

/** An accepted note has one spelling, and its text, where it is a checkpoint, has one, too: what was signed is what is read. */
public final class NoteFuzz {
    private NoteFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        SignedNote note;
        try {
            note = SignedNote.parse(input);
        } catch (MalformedException e) {
            return;
        }
        assertThat(note.toBytes()).isEqualTo(input);
        try {
            assertThat(Checkpoint.parse(note.text())).hasToString(note.text());
        } catch (MalformedException e) {
            return;
        }
    }
}
