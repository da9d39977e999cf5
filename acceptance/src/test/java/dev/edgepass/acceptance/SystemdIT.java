package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units by systemd's own tools, and their installation into another root. Skipped where there is no systemd; {@code .ci/run} says so. */
class SystemdIT {
    private static final String INSTALL = SystemdUnit.FOLDER.resolve("install").toString();

    /** Tenths; 100 is a service without any protection. */
    private static final int MOST_EXPOSURE = 20;

    @TempDir
    private Path folder;

    private Path issuer;
    private Path consumer;

    @BeforeAll
    static void systemd_is_here() {
        assumeTrue(
                Stream.of("systemd-analyze", "systemd-sysusers")
                        .allMatch(tool -> Files.isExecutable(Path.of("/usr/bin", tool))),
                "no systemd on this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"edgepass-issuer.service", "edgepass-consumer.service"})
    void a_unit_is_without_fault(String unit) {
        EdgepassCommand.Result verified =
                DocumentedLine.run(SystemdUnit.FOLDER, "systemd-analyze", "verify", "--man=no", "./" + unit);

        assertThat(verified.output()).isEmpty();
        assertThat(verified.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edgepass-issuer.service", "edgepass-consumer.service"})
    void a_unit_is_exposed_to_little(String unit) {
        EdgepassCommand.Result analyzed = DocumentedLine.run(
                SystemdUnit.FOLDER,
                "systemd-analyze",
                "security",
                "--offline=yes",
                "--threshold=" + MOST_EXPOSURE,
                "./" + unit);
        assumeTrue(!analyzed.output().contains("unrecognized option"), "a systemd before 250");

        assertThat(analyzed.exitCode()).as(analyzed.output()).isZero();
    }

    @Test
    void an_installation_has_units_users_jars_and_settings_that_only_root_reads() throws IOException {
        jars("1");

        assertThat(install().exitCode()).isZero();

        for (String name : List.of("issuer", "consumer")) {
            assertThat(folder.resolve("root/etc/systemd/system/edgepass-" + name + ".service"))
                    .hasSameTextualContentAs(SystemdUnit.FOLDER.resolve("edgepass-" + name + ".service"));
            assertThat(mode("root/etc/edgepass/" + name + ".env")).isEqualTo("rw-------");
            assertThat(Files.readString(folder.resolve("root/etc/passwd"))).contains("edgepass-" + name + ":");
        }
        assertThat(mode("root/etc/edgepass")).isEqualTo("rwx------");
        assertThat(folder.resolve("root/opt/edgepass/edgepass-issuer.jar")).hasContent("issuer 1");
        assertThat(folder.resolve("root/opt/edgepass/edgepass-revocation-consumer.jar"))
                .hasContent("consumer 1");
    }

    @Test
    void a_second_installation_replaces_jars_and_keeps_settings() throws IOException {
        jars("1");
        install();
        Path settings = folder.resolve("root/etc/edgepass/issuer.env");
        Files.writeString(settings, "EDGEPASS_R2_ENDPOINT=https://r2.example\n");
        jars("2");

        assertThat(install().exitCode()).isZero();

        assertThat(settings).hasContent("EDGEPASS_R2_ENDPOINT=https://r2.example\n");
        assertThat(folder.resolve("root/opt/edgepass/edgepass-issuer.jar")).hasContent("issuer 2");
    }

    @Test
    void a_jar_that_is_not_there_and_wrong_use_install_nothing() throws IOException {
        jars("1");
        Files.delete(consumer);

        assertThat(install())
                .returns(1, EdgepassCommand.Result::exitCode)
                .extracting(EdgepassCommand.Result::output)
                .asString()
                .contains("there is no " + consumer);
        assertThat(DocumentedLine.run(folder, INSTALL).exitCode()).isEqualTo(2);
        assertThat(DocumentedLine.run(folder, INSTALL, "--root").exitCode()).isEqualTo(2);
        assertThat(DocumentedLine.run(folder, INSTALL, "--help")).returns(0, EdgepassCommand.Result::exitCode);
        assertThat(folder.resolve("root/etc")).doesNotExist();
    }

    private EdgepassCommand.Result install() {
        return DocumentedLine.run(
                folder, INSTALL, "--root", folder.resolve("root").toString(), issuer.toString(), consumer.toString());
    }

    private void jars(String content) throws IOException {
        Files.createDirectories(folder.resolve("root"));
        issuer = Files.writeString(folder.resolve("issuer.jar"), "issuer " + content);
        consumer = Files.writeString(folder.resolve("consumer.jar"), "consumer " + content);
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }
}
