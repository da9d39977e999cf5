package dev.edgepass.issuer.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes PKCS#12 stores with the JDK's own tool, as an operator does. */
public final class Pkcs12 {
    private static final String PASSWORD = "changeit";

    private Pkcs12() {}

    /** Adds a key to {@code folder}'s store. */
    public static Path make(Path folder, String alias, String curve) throws IOException, InterruptedException {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        curve,
                        "-dname",
                        "CN=edgepass",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    public static Path password(Path folder) throws IOException {
        Path file = folder.resolve("keys.password");
        Files.writeString(file, PASSWORD + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
