package dev.edgepass.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The inputs that fuzzing has found worth keeping, a folder a target: {@code src/test/resources/fuzz/TokenFuzz} has those of {@code TokenFuzz}. */
public final class KeptCorpus {
    private static final Path FOLDER = Path.of("src", "test", "resources", "fuzz");

    private KeptCorpus() {}

    /** One test for each kept input of each of {@code targets}. */
    public static Stream<DynamicTest> replay(Class<?>... targets) {
        return Stream.of(targets)
                .flatMap(target -> inputs(target).stream()
                        .map(input -> DynamicTest.dynamicTest(
                                target.getSimpleName() + ": " + input.getFileName(), () -> run(target, input))));
    }

    private static List<Path> inputs(Class<?> target) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(target.getSimpleName()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Class<?> target, Path input) throws Throwable {
        Method entry = target.getMethod("fuzzerTestOneInput", byte[].class);
        try {
            entry.invoke(null, (Object) Files.readAllBytes(input));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
