package dev.edgepass.local.install;

import dev.edgepass.local.process.ClassArchive;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.Java;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A service's jar, unpacked: Spring Boot's jar-in-jar form starts much slower, and takes no class archive.
 *
 * @param jar to run with {@code -jar}; its libraries are beside it
 */
public record ServiceJar(Path jar, ClassArchive archive) {
    /**
     * Unpacks {@code bootJar}, where that build of it isn't yet.
     *
     * @param folder of all unpacked services
     */
    static ServiceJar unpack(String name, Path bootJar, Path folder) {
        try {
            Files.createDirectories(folder);
            Path unpacked = folder.resolve(name + "-" + checksum(bootJar));
            if (!Files.exists(unpacked)) {
                deleteOthers(folder, name);
                extract(bootJar, unpacked);
            }
            Path jar = unpacked.resolve(bootJar.getFileName());
            return new ServiceJar(
                    jar, ClassArchive.of(name, jars(jar, unpacked.resolve("lib")), folder.resolve("cds")));
        } catch (IOException e) {
            throw new StartFailure("Can't unpack " + bootJar + " into " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    /** In one step: of two processes that do this at once, one wins and the other uses the same. */
    private static void extract(Path bootJar, Path unpacked) throws IOException {
        Path fresh = Files.createTempDirectory(unpacked.getParent(), "new");
        List<String> program = List.of(
                "-Djarmode=tools", "-jar", bootJar.toString(), "extract", "--force", "--destination", fresh.toString());
        Process process = new ProcessBuilder(Java.command(64, program))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("Spring Boot's extract ended with status " + status);
            }
            Files.move(fresh, unpacked);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            Folders.delete(fresh);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<Path> jars(Path jar, Path lib) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(jar));
        try (Stream<Path> libraries = Files.list(lib)) {
            libraries.sorted().forEach(jars::add);
        }
        return jars;
    }

    private static void deleteOthers(Path folder, String name) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, name + "-*")) {
            others.forEach(Folders::delete);
        }
    }

    private static String checksum(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // The stream counts.
            }
        }
        return Long.toHexString(crc.getValue());
    }
}
