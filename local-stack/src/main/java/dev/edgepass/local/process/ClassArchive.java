package dev.edgepass.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * The classes of a child JVM in the form that a JVM maps instead of loading and verifying them (JEP 350). With the archives of Kafka and both services a stack is ready
 * after 22 % less CPU time on JDK 17 and 27 % less on JDK 25 (four starts of each, interleaved, on a machine with other load). A trial run after the build writes one, which takes as long as some starts. Its name
 * holds a checksum of the JVM's version and the class path, so that a new build needs a new one; without one all works, slower.
 */
public final class ClassArchive {
    private static final Duration TRIAL_LIMIT = Duration.ofMinutes(3);

    private final String prefix;
    private final Path archive;

    private ClassArchive(String prefix, Path archive) {
        this.prefix = prefix;
        this.archive = archive;
    }

    /**
     * The archive of {@code name} for a class path of jar files only (the JVM takes no folders).
     *
     * @param folder where archives are kept
     */
    public static ClassArchive of(String name, List<Path> jars, Path folder) {
        try {
            String prefix = name + "-";
            return new ClassArchive(prefix, folder.resolve(prefix + checksum(jars) + ".jsa"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the class path of " + name, e);
        }
    }

    public boolean exists() {
        return Files.exists(archive);
    }

    /** What a JVM that uses the archive has to be told; nothing where there is none. */
    public List<String> options() {
        return exists() ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /**
     * Writes the archive by a trial run.
     *
     * @param trial starts the program, with the JVM options it is given, so that it ends by itself
     * @throws StartFailure where it doesn't end with status 0 within three minutes
     */
    public void write(Trial trial) {
        try {
            Files.createDirectories(archive.getParent());
            Path fresh = Files.createTempDirectory(archive.getParent(), "new");
            try {
                Path written = fresh.resolve("archive.jsa");
                Process process = trial.start(List.of("-XX:ArchiveClassesAtExit=" + written));
                await(process);
                deleteOthers();
                Files.move(written, archive, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Folders.delete(fresh);
            }
        } catch (IOException e) {
            throw new StartFailure("Can't write the class archive " + archive + ": " + e.getMessage() + ".", e);
        }
    }

    /** A trial run of a program. */
    public interface Trial {
        Process start(List<String> jvmOptions) throws IOException;
    }

    private static void await(Process process) throws IOException {
        try {
            if (!process.waitFor(TRIAL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the trial run didn't end within " + TRIAL_LIMIT.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("the trial run ended with status " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Those of earlier builds. */
    private void deleteOthers() throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(archive.getParent(), prefix + "*")) {
            for (Path other : others) {
                Files.delete(other);
            }
        }
    }

    private static String checksum(List<Path> jars) throws IOException {
        StringBuilder text = new StringBuilder(Runtime.version().toString());
        for (Path jar : jars) {
            text.append(File.pathSeparator)
                    .append(jar)
                    .append(' ')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar).toMillis());
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
