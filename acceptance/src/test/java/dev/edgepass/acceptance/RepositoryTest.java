package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What git keeps: sources, and nothing that a build or a package manager brings. */
class RepositoryTest {
    private static final long MOST_BYTES = 512 << 10;

    @Test
    void there_is_no_large_file_and_no_library() throws Exception {
        assumeTrue(Files.exists(EdgepassCommand.ROOT.resolve(".git")), "sources without git");
        Process git = new ProcessBuilder("git", "-c", "safe.directory=*", "ls-files", "-z")
                .directory(EdgepassCommand.ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        List<Path> files = Stream.of(names.split("\0"))
                .map(EdgepassCommand.ROOT::resolve)
                .filter(Files::isRegularFile)
                .toList();

        assertThat(files).hasSizeGreaterThan(1_000);
        assertThat(files).noneMatch(file -> file.toString().matches(".*\\.(jar|class|war|so|exe)"));
        assertThat(files).noneMatch(file -> file.toFile().length() > MOST_BYTES);
    }
}
