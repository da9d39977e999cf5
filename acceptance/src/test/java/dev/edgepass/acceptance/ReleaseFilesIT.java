package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code .ci/release} makes, of the modules as this build has packed them. */
class ReleaseFilesIT {
    private static final Path ROOT = EdgepassCommand.ROOT;
    private static final String SCRIPT = ROOT.resolve(".ci/release").toString();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$");

    @TempDir
    private static Path folder;

    private static Path release;

    @BeforeAll
    static void pack() {
        release = folder.resolve("release");
        assertThat(DocumentedLine.run(ROOT, SCRIPT, "--pack", ".", "0.1.0", release.toString()))
                .returns(0, EdgepassCommand.Result::exitCode);
    }

    @Test
    void it_has_the_services_the_worker_what_containers_are_built_from_and_each_ones_bill_of_materials()
            throws IOException {
        try (Stream<Path> files = Files.list(release)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "edgepass-issuer-0.1.0.jar",
                            "edgepass-issuer-0.1.0.cdx.json",
                            "edgepass-revocation-consumer-0.1.0.jar",
                            "edgepass-revocation-consumer-0.1.0.cdx.json",
                            "edgepass-edge-worker-0.1.0.zip",
                            "edgepass-edge-worker-0.1.0.cdx.json",
                            "edgepass-local-stack-0.1.0.cdx.json",
                            "edgepass-thumbnails-0.1.0.cdx.json",
                            "edgepass-containers-0.1.0.tar",
                            "edgepass-systemd-0.1.0.tar",
                            "SHA256SUMS");
        }
    }

    @Test
    void a_changed_byte_is_noticed_by_the_checksums() throws IOException {
        assertThat(DocumentedLine.runLine("sha256sum --check SHA256SUMS", release))
                .returns(0, EdgepassCommand.Result::exitCode);

        Path changed = Files.createDirectory(folder.resolve("changed"));
        for (String name : List.of("SHA256SUMS", "edgepass-edge-worker-0.1.0.zip")) {
            Files.copy(release.resolve(name), changed.resolve(name));
        }
        byte[] bytes = Files.readAllBytes(changed.resolve("edgepass-edge-worker-0.1.0.zip"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(changed.resolve("edgepass-edge-worker-0.1.0.zip"), bytes);

        assertThat(DocumentedLine.runLine("sha256sum --check SHA256SUMS", changed))
                .matches(result -> result.exitCode() != 0)
                .extracting(EdgepassCommand.Result::output)
                .asString()
                .contains("edgepass-edge-worker-0.1.0.zip: FAILED");
    }

    @Test
    void packing_again_makes_the_same_files() throws IOException {
        Path again = folder.resolve("again");
        DocumentedLine.run(ROOT, SCRIPT, "--pack", ".", "0.1.0", again.toString());

        assertThat(again.resolve("SHA256SUMS")).hasSameTextualContentAs(release.resolve("SHA256SUMS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "revocation-consumer"})
    void every_library_of_a_service_is_in_its_bill_of_materials(String module) throws IOException {
        try (ZipFile jar = new ZipFile(
                        release.resolve("edgepass-" + module + "-0.1.0.jar").toFile());
                InputStream inside = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
            byte[] bill = inside.readAllBytes();
            Set<String> listed = libraries(JSON.readTree(bill));
            Set<String> packed = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length(), name.length() - ".jar".length()))
                    // Boot's own, for jarmode; no dependency of the module.
                    .filter(name -> !name.startsWith("spring-boot-jarmode-tools"))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(packed)
                    .anyMatch(name -> name.startsWith("nimbus-jose-jwt"))
                    .isSubsetOf(listed);
            assertThat(release.resolve("edgepass-" + module + "-0.1.0.cdx.json"))
                    .hasBinaryContent(bill);
        }
    }

    @Test
    void a_services_bill_of_materials_can_be_read_without_starting_it() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        Files.createLink(alone.resolve("edgepass-issuer-0.1.0.jar"), release.resolve("edgepass-issuer-0.1.0.jar"));

        DocumentedLine.runLine("jar --extract --file edgepass-issuer-0.1.0.jar META-INF/sbom", alone);

        assertThat(alone.resolve("META-INF/sbom/application.cdx.json"))
                .hasSameBinaryContentAs(release.resolve("edgepass-issuer-0.1.0.cdx.json"));
    }

    @Test
    void the_workers_bill_of_materials_names_what_it_is_compiled_from() throws IOException {
        JsonNode bill = JSON.readTree(Files.readAllBytes(release.resolve("edgepass-edge-worker-0.1.0.cdx.json")));

        assertThat(bill.get("components").findValuesAsString("name"))
                .contains("edgepass-schemas", "teavm-classlib", "teavm-jso");
    }

    @Test
    void the_worker_is_where_its_configuration_says() throws IOException {
        assertThat(names("edgepass-edge-worker-0.1.0.zip"))
                .containsExactlyInAnyOrder(
                        "LICENSE", "wrangler.jsonc", "target/worker/index.mjs", "target/worker/edgepass.js");
        assertThat(Files.readString(ROOT.resolve("edge-worker/wrangler.jsonc")))
                .contains("\"main\": \"target/worker/index.mjs\"");
    }

    @Test
    void every_image_finds_what_it_copies() throws IOException {
        EdgepassCommand.Result listed = DocumentedLine.run(release, "tar", "-tvf", "edgepass-containers-0.1.0.tar");
        // Mode, owner, size, date and time come before the name.
        Set<String> names = listed.output()
                .lines()
                .map(line -> line.split(" +", 6)[5])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed.output()).containsPattern("-rwxr-xr-x .* local-stack/src/main/edge/workerd-with-parent.sh");

        assertThat(names)
                .contains("docker-compose.yml", ".dockerignore", "observability/prometheus.yml")
                .noneMatch(name -> name.contains("node_modules"));
        for (String module : List.of("issuer", "revocation-consumer", "local-stack", "thumbnails")) {
            assertThat(names).contains(module + "/Dockerfile");
            // The local edge's context is the folder above.
            String context = module.equals("local-stack") ? "" : module + "/";
            Matcher copied = COPIED.matcher(Files.readString(ROOT.resolve(module + "/Dockerfile")));
            while (copied.find()) {
                for (String source : copied.group(1).split(" ")) {
                    assertThat(names)
                            .as(source)
                            .anyMatch(name -> name.equals(context + source)
                                    || source.endsWith("/") && name.startsWith(context + source));
                }
            }
        }
    }

    @Test
    void containers_are_prepared_without_a_build() throws IOException {
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        DocumentedLine.run(
                unpacked,
                "tar",
                "-xf",
                release.resolve("edgepass-containers-0.1.0.tar").toString());

        EdgepassCommand.Result prepared = DocumentedLine.run(unpacked, "./edgepass", "prepare-containers");

        assertThat(prepared.exitCode()).as(prepared.output()).isZero();
        assertThat(unpacked.resolve(".edgepass/keys/public/feed-public.jwks")).exists();
        assertThat(unpacked.resolve(".env")).content().contains("EDGEPASS_KV_APITOKEN=");
        assertThat(DocumentedLine.run(unpacked, "./edgepass", "up"))
                .returns(1, EdgepassCommand.Result::exitCode)
                .matches(up -> up.output().contains("This is a release for containers, which has no local stack"));
    }

    @Test
    void the_units_are_there_with_what_installs_them() {
        assertThat(DocumentedLine.run(release, "tar", "-tvf", "edgepass-systemd-0.1.0.tar")
                        .output())
                .contains("systemd/edgepass-issuer.service", "systemd/edgepass-consumer.service")
                .contains("systemd/issuer.env", "systemd/consumer.env", "systemd/edgepass.sysusers.conf")
                .containsPattern("-rwxr-xr-x .* systemd/install");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "v0.1.0", "0.1.0-SNAPSHOT", "01.0.0", "", "0.1.0/../.."})
    void what_is_no_version_of_a_release_is_refused(String version) {
        EdgepassCommand.Result refused = DocumentedLine.run(folder, SCRIPT, version);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains("VERSION: " + version + " (expected: a semantic version without -SNAPSHOT");
    }

    @Test
    void it_explains_itself() {
        EdgepassCommand.Result help = DocumentedLine.run(folder, SCRIPT, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).startsWith("Usage: .ci/release VERSION").contains("nothing is published");
        assertThat(DocumentedLine.run(folder, SCRIPT).exitCode()).isEqualTo(2);
        assertThat(DocumentedLine.run(folder, SCRIPT, "--publish").output()).contains("unknown option: --publish");
    }

    @Test
    void a_tree_that_isnt_built_and_a_folder_that_has_files_are_refused() {
        assertThat(DocumentedLine.run(folder, SCRIPT, "--pack", folder.toString(), "0.1.0", "new")
                        .output())
                .contains("there is no issuer/target/edgepass-issuer.jar", "build it first");
        assertThat(DocumentedLine.run(ROOT, SCRIPT, "--pack", ".", "0.1.0", release.toString())
                        .output())
                .contains(release + " isn't empty");
    }

    @Test
    void a_service_without_its_bill_of_materials_is_refused() throws IOException {
        Path tree = folder.resolve("offline");
        for (String file : List.of(
                "issuer/target/edgepass-issuer.jar",
                "revocation-consumer/target/edgepass-revocation-consumer.jar",
                "local-stack/target/edgepass-local-stack.jar",
                "thumbnails/target/edgepass-thumbnails.jar",
                "edge-worker/target/worker/edgepass.js",
                "edge-worker/target/edgepass-edge-worker.cdx.json")) {
            Files.createDirectories(tree.resolve(file).getParent());
            if (file.endsWith(".jar")) {
                try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(tree.resolve(file)))) {
                    jar.putNextEntry(new ZipEntry("BOOT-INF/"));
                }
            } else {
                Files.createFile(tree.resolve(file));
            }
        }

        EdgepassCommand.Result refused =
                DocumentedLine.run(folder, SCRIPT, "--pack", "offline", "0.1.0", "offline-release");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains("edgepass-issuer.jar has no META-INF/sbom/application.cdx.json: it was built offline");
    }

    @Test
    void what_isnt_committed_is_in_no_release() throws IOException {
        Path clone = Files.createDirectories(folder.resolve("clone/.ci")).getParent();
        Files.copy(Path.of(SCRIPT), clone.resolve(".ci/release"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(DocumentedLine.run(clone, ".ci/release", "0.1.0").output())
                .contains("this isn't a clone with a commit");

        DocumentedLine.run(clone, "git", "init", "--quiet");
        DocumentedLine.run(clone, "git", "add", ".ci/release");
        DocumentedLine.run(
                clone,
                "git",
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.org",
                "commit",
                "--quiet",
                "-m",
                "first");
        Files.writeString(clone.resolve(".ci/release"), "\n", StandardOpenOption.APPEND);

        EdgepassCommand.Result refused = DocumentedLine.run(clone, ".ci/release", "0.1.0");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("tracked files differ from the last commit");
    }

    /** As Boot names them in its jar: the artifact, its version and its classifier. */
    private static Set<String> libraries(JsonNode bill) {
        Set<String> names = new TreeSet<>();
        for (JsonNode component : bill.get("components")) {
            Matcher classifier = Pattern.compile("[?&]classifier=([^&]+)")
                    .matcher(component.get("purl").asString());
            names.add(component.get("name").asString() + "-"
                    + component.get("version").asString() + (classifier.find() ? "-" + classifier.group(1) : ""));
        }
        return names;
    }

    private static Set<String> names(String archive) throws IOException {
        try (ZipFile zip = new ZipFile(release.resolve(archive).toFile())) {
            return zip.stream().map(entry -> entry.getName()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
