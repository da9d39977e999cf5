package dev.edgepass.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    @TempDir
    private Path folder;

    @Test
    void what_another_process_has_is_taken_when_that_ends() throws Exception {
        Path file = folder.resolve("new/lock");
        Process other = new ProcessBuilder(Java.command(
                        32,
                        List.of("-cp", System.getProperty("java.class.path"), Holder.class.getName(), file.toString())))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(other.getInputStream().read()).isEqualTo('!');

        assertThatThrownBy(() -> LockFile.take(file, owner -> "process " + owner + " has it"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("process " + other.pid() + " has it");

        assertThat(LockFile.isTaken(file)).isTrue();

        other.destroy();
        other.waitFor();
        assertThat(LockFile.isTaken(file)).isFalse();
        assertThatCode(() -> LockFile.take(file, owner -> owner).close()).doesNotThrowAnyException();
    }

    /** Has the file that its argument names, until it is ended. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            LockFile.take(Path.of(arguments[0]), owner -> owner);
            System.out.write('!');
            System.out.flush();
            System.in.read();
        }
    }
}
