package dev.edgepass.local.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file couldn't be used, in words: the messages of the JDK's exceptions are often a path and no more. */
public final class IoReason {
    private IoReason() {}

    /** The message of an exception that may be about a file. */
    public static String with(RuntimeException e) {
        return e.getCause() instanceof IOException cause
                ? e.getMessage() + " (" + of(cause) + ")"
                : String.valueOf(e.getMessage());
    }

    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
