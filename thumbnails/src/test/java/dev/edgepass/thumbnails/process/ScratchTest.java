package dev.edgepass.thumbnails.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    private Path folder;

    @Test
    void nothing_of_a_file_is_left_for_the_next_and_what_a_link_leads_to_stays() throws Exception {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "stays");
        Scratch scratch = new Scratch(folder.resolve("scratch"));
        Path first = scratch.fresh();
        Files.writeString(Files.createDirectory(first.resolve("frames")).resolve("frame-1.png"), "left");
        Files.createSymbolicLink(first.resolve("link"), elsewhere);

        Path second = scratch.fresh();

        assertThat(second).isEmptyDirectory().isNotEqualTo(first);
        assertThat(first).doesNotExist();
        scratch.close();
        assertThat(folder.resolve("scratch")).doesNotExist();
        assertThat(elsewhere).hasContent("stays");
    }
}
