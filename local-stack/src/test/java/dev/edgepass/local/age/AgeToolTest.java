package dev.edgepass.local.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool age opens our files, where it is installed ({@code apt-get install age}). It takes a passphrase from a terminal only, which {@code script} is. */
class AgeToolTest {
    @TempDir
    Path folder;

    @Test
    void the_tool_age_opens_our_file() throws Exception {
        assumeTrue(isThere("age") && isThere("script"), "age or script isn't installed");
        Path file = folder.resolve("ours.age");
        try (AgeOutput out = new AgeOutput(
                Files.newOutputStream(file), "a passphrase that is known".getBytes(StandardCharsets.UTF_8))) {
            out.write("What we have written.\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        }
        Path plain = folder.resolve("plain.txt");
        Path log = folder.resolve("age.log");

        Process age = new ProcessBuilder("script", "-qefc", "age -d -o " + plain + " " + file, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        age.getOutputStream().write("a passphrase that is known\n".getBytes(StandardCharsets.UTF_8));
        age.getOutputStream().flush();

        assertThat(age.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(age.exitValue()).as(Files.readString(log)).isZero();
        assertThat(plain).hasContent("What we have written.\n".repeat(10_000));
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
