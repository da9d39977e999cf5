package dev.edgepass.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.Blob;
import dev.edgepass.audit.Leaf;
import dev.edgepass.audit.LogName;
import dev.edgepass.tlog.Checkpoint;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TreeWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An archive as a third party has it, a folder and a public key, and the commands that read it. */
abstract class AuditCommands {
    static final String NAME = "example.com/audit";
    static final String CONTROL = "edgepass.control-0";
    static final SigningKey KEY = SigningKey.generate();

    @TempDir
    Path folder;

    Path dir;
    Path state;
    Path key;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeEach
    void archive() throws IOException {
        dir = Files.createDirectory(folder.resolve("archive"));
        state = folder.resolve("witness");
        key = Files.writeString(folder.resolve("audit.key"), "# of the archive\n\n" + KEY.verifierKey(NAME) + "\n");
        write(CONTROL, 300, "");
        write("edgepass.issuance-3", 5, "");
    }

    /** A log of that size in the place of the one that is there. */
    void write(String name, int size, String past) throws IOException {
        Path log = dir.resolve(name);
        if (Files.exists(log)) {
            try (Stream<Path> files = Files.walk(log)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        TreeWriter writer = TreeWriter.begin((tile, bytes) -> put(log.resolve(tile.path()), bytes));
        for (int i = 0; i < size; i++) {
            String value =
                    name.contains("issuance") && i == 1 ? "no JSON" : "{\"n\":" + i + ",\"past\":\"" + past + "\"}";
            Leaf leaf = Leaf.of(new ArchivedRecord(i, i, List.of(), null, value.getBytes(UTF_8)));
            for (Blob blob : leaf.blobs()) {
                put(log.resolve(blob.path()), blob.bytes());
            }
            writer.append(leaf.line());
        }
        Checkpoint checkpoint = new Checkpoint(origin(name), writer.seal());
        put(log.resolve("checkpoint"), KEY.sign(NAME, checkpoint).toBytes());
    }

    private static String origin(String name) {
        int dash = name.lastIndexOf('-');
        int partition = Integer.parseInt(name.substring(dash + 1));
        return new LogName(name.substring(0, dash), partition, "AAAAAAAAAAAAAAAAAAAAAA", 0).origin(NAME);
    }

    static void put(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    List<Path> memory() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted()
                    .toList();
        }
    }

    /** Of the control log. The other one is cosigned at each look, with the time. */
    String remembered() throws IOException {
        for (Path file : memory()) {
            String note = Files.readString(file);
            if (note.contains("edgepass.control/")) {
                return note;
            }
        }
        throw new AssertionError("the control log isn't remembered");
    }

    int verify() {
        return run("verify", "--dir", dir.toString(), "--key", key.toString());
    }

    int prove(String log, int offset, Path proof) {
        return run(
                "prove",
                log,
                Integer.toString(offset),
                "--dir",
                dir.toString(),
                "--key",
                key.toString(),
                "--output",
                proof.toString());
    }

    int witness() {
        return run(
                "witness",
                "--dir",
                dir.toString(),
                "--key",
                key.toString(),
                "--state",
                state.toString(),
                "--name",
                "witness.example/w1");
    }

    /** Of a log that can't be reached, with a token file that others may read. */
    int runWithOpenToken(String... arguments) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        String[] source = {
            "--url", "http://127.0.0.1:1/" + CONTROL, "--token-file", token.toString(), "--key", key.toString()
        };
        return run(Stream.concat(Stream.of(arguments), Stream.of(source)).toArray(String[]::new));
    }

    int run(String... arguments) {
        return execute(Stream.concat(Stream.of("audit"), Stream.of(arguments)).toArray(String[]::new));
    }

    int execute(String... words) {
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(words);
    }
}
