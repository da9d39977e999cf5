package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text with signatures (signed-note), of which none was verified. It is strict: what it reads, it writes again to the byte.
 *
 * @param text ends with a line feed
 * @param signatures in their order, at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    /** In bytes. */
    public static final int LONGEST = 1_000_000;

    private static final int MOST_SIGNATURES = 100;

    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new MalformedException("note: its text doesn't end with a line feed");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new MalformedException("note: a control character");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new MalformedException("note: " + signatures.size() + " signatures (expected: 1 to 100)");
        }
        signatures = List.copyOf(signatures);
    }

    /**
     * @throws MalformedException where {@code bytes} aren't a note, or one of more than {@value #LONGEST} bytes or 100 signatures
     */
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new MalformedException("note: too long");
        }
        String note = Utf8.decode(bytes);
        // The last empty line ends the text.
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new MalformedException("note: no signatures after an empty line, or no line feed at the end");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (int from = end + 2; from < note.length(); ) {
            int to = note.indexOf('\n', from);
            if (signatures.size() == MOST_SIGNATURES) {
                throw new MalformedException("note: more than 100 signatures");
            }
            signatures.add(NoteSignature.parse(note.substring(from, to)));
            from = to + 1;
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /**
     * The keys among {@code known} that have signed. Signatures under other keys are ignored; a signature under a known one has to be good.
     *
     * @throws MalformedException where one isn't, or where there is none
     */
    public List<VerifierKey> verify(Collection<VerifierKey> known) {
        List<VerifierKey> signers = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : known) {
                if (key.name().equals(signature.name()) && key.id() == signature.keyId()) {
                    if (!key.verifies(text, signature.bytes())) {
                        throw new MalformedException("note: the signature of " + key.name() + " isn't good");
                    }
                    if (!signers.contains(key)) {
                        signers.add(key);
                    }
                }
            }
        }
        if (signers.isEmpty()) {
            throw new MalformedException("note: no signature under a known key");
        }
        return signers;
    }

    /** With one more signature, at the end. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new SignedNote(text, all);
    }

    public byte[] toBytes() {
        return Utf8.encode(toString());
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }
}
