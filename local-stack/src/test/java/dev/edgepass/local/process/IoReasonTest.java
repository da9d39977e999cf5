package dev.edgepass.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class IoReasonTest {
    @Test
    void what_the_jdk_says_by_a_class_is_said_in_words() {
        assertThat(IoReason.of(new AccessDeniedException("/a"))).isEqualTo("permission denied");
        assertThat(IoReason.of(new NoSuchFileException("/a"))).isEqualTo("there is no such file or folder");
        assertThat(IoReason.of(new FileAlreadyExistsException("/a")))
                .isEqualTo(IoReason.of(new NotDirectoryException("/a")))
                .isEqualTo("there is a file of that name");
    }

    @Test
    void the_systems_own_words_are_kept() {
        assertThat(IoReason.of(new FileSystemException("/a", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(IoReason.of(new IOException("a pipe broke"))).isEqualTo("a pipe broke");
        assertThat(IoReason.of(new IOException())).isEqualTo("IOException");
    }

    @Test
    void what_was_tried_stands_before_the_reason() {
        IOException cause = new AccessDeniedException("/a");
        assertThat(IoReason.with(new UncheckedIOException("can't read /a", cause)))
                .isEqualTo("can't read /a (permission denied)");
        assertThat(IoReason.with(new IllegalStateException("a bad key"))).isEqualTo("a bad key");
    }
}
