package dev.edgepass.local.age;

import java.io.IOException;

/** A file that can't be opened. The message ends a sentence that begins with the file's name. */
public final class AgeFailure extends IOException {
    AgeFailure(String message) {
        super(message);
    }
}
