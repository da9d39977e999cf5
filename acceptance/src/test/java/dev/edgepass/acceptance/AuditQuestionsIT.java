package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStream;
import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An auditor, who has never seen Kafka, asks a running system and hands the answer's proof on. */
class AuditQuestionsIT {
    private static final RunningStack STACK = SharedStack.get();
    private static final Product PRODUCT = new Product(STACK);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "open sesame to all";
    private static final String LABEL = "Grandma's eightieth";
    private static String admin;
    private static String auditor;
    private static String lockedLink;

    @TempDir
    private Path folder;

    @BeforeAll
    static void logIn() {
        admin = STACK.login("--admin");
        auditor = STACK.login("--auditor");
        Web.Answer locked = PRODUCT.api(
                "POST",
                "share-links",
                admin,
                "{\"label\":\"" + LABEL + "\",\"password\":\"" + PASSWORD + "\",\"paths\":[\"projects/42/\"]}");
        assertThat(locked.status()).as(locked.toString()).isEqualTo(201);
        lockedLink = locked.json().get("id").asString();
    }

    /** Asks until the index is as far as the question: the machine may be busy. */
    private static JsonNode ask(String path) {
        return answered(() -> PRODUCT.api("GET", "audit/" + path, auditor, "")).json();
    }

    private static Web.Answer answered(Supplier<Web.Answer> question) {
        AtomicReference<Web.Answer> last = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            last.set(question.get());
            return last.get().status() != 503 || !last.get().text().contains("not-indexed-yet");
        });
        assertThat(last.get().status()).as(last.toString()).isEqualTo(200);
        return last.get();
    }

    private static String jti(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JsonMapper.shared().readTree(claims).get("jti").asString();
    }

    /** All that opened the file, page by page. */
    private static List<String> opened(String at) {
        List<String> opened = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ask("paths?path=" + SharedStack.IMAGE + "&at=" + at + cursor);
            page.get("links").forEach(link -> opened.add(link.get("id").asString()));
            page.get("tokens").forEach(token -> opened.add(token.get("jti").asString()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());
        return opened;
    }

    @Test
    void who_could_see_a_file_what_was_issued_after_the_revocation_and_the_proof_of_it() throws Exception {
        Product.Link link = PRODUCT.createLink(admin, "projects/42/");
        String token = PRODUCT.viewerToken(link);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(opened(Instant.now().minusMillis(50).toString()))
                                .contains(link.id(), jti(token)));
        String before = Instant.now().minusMillis(50).toString();
        Web.Answer revoked = PRODUCT.revoke(admin, "link", link.id());
        assertThat(revoked.status()).as(revoked.toString()).isBetween(200, 299);
        long position = revoked.json().get("position").asLong();

        assertThat(opened(before)).contains(link.id(), jti(token));
        assertThat(opened(Long.toString(position))).doesNotContain(link.id(), jti(token));
        JsonNode then = ask("tokens/" + jti(token) + "?at=" + position + "&path=" + SharedStack.IMAGE);
        assertThat(then.at("/atIssuer/verdict").asString()).isEqualTo("refused");
        assertThat(then.at("/atIssuer/reason").asString()).isEqualTo("blocked");
        assertThat(ask("tokens/" + jti(token) + "?at=" + before + "&path=" + SharedStack.IMAGE)
                        .at("/atIssuer/verdict")
                        .asString())
                .isEqualTo("granted");
        JsonNode life = ask("links/" + link.id());
        assertThat(life.get("state").asString()).isEqualTo("blocked");
        assertThat(life.at("/tokens/issued").asLong()).isOne();
        assertThat(life.at("/tokens/issuedAfterEnd").asLong()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask("tokens/" + jti(token))
                                .at("/atEdge/verdict")
                                .asString())
                        .isEqualTo("refused"));

        Web.Answer closed = PRODUCT.api("DELETE", "share-links/" + link.id(), admin, "");
        assertThat(closed.status()).as(closed.toString()).isBetween(200, 299);
        Web.Answer sealed = PRODUCT.api("POST", "audit/seal", auditor, "");
        assertThat(sealed.status()).as(sealed.toString()).isEqualTo(200);
        proves(position - 1);
        Path export = folder.resolve("export");
        export(sealed.json(), export);
        duckDbReads(export, link.id(), jti(token));
        export(sealed.json(), folder.resolve("csv"), "--csv");
        for (Path exported : List.of(export, folder.resolve("csv"))) {
            assertThat(texts(exported))
                    .anyMatch(text -> text.contains(link.id()))
                    .allSatisfy(text -> assertThat(text)
                            .doesNotContain(link.secret(), token, admin, auditor, PASSWORD, LABEL, "$argon2"));
        }
    }

    /** Each log that has events, by the command of docs/audit.md. */
    private void export(JsonNode sealed, Path export, Object... more) throws IOException {
        Path login = folder.resolve("auditor.token");
        Files.deleteIfExists(login);
        Files.createFile(login, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(login, auditor);
        for (JsonNode log : sealed.get("logs")) {
            String id = log.get("id").asString();
            if (log.get("size").asLong() > 0) {
                EdgepassCommand.Result exported = DocumentedCommand.command(
                                "./edgepass audit export --dir DIR --key KEY --to FOLDER")
                        .with("--dir", "--url")
                        .with("DIR", STACK.issuer() + "/api/v1/media/audit/log/" + id)
                        .plus("--token-file", login)
                        .with("KEY", sealed.get("verifierKey").asString())
                        .with("FOLDER", export)
                        .plus(more)
                        .run(Duration.ofSeconds(60));
                assertThat(exported.exitCode()).as(exported.output()).isZero();
            }
        }
    }

    private static List<String> texts(Path export) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(export)) {
            for (Path file : files.toList()) {
                try (ZstdInputStream text = new ZstdInputStream(Files.newInputStream(file))) {
                    texts.add(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    /** The queries of docs/audit.md. */
    private void duckDbReads(Path export, String link, String jti) throws Exception {
        String page = Files.readString(EdgepassCommand.ROOT.resolve("docs/audit.md"));
        String[] queries = page.substring(page.indexOf("```sql") + 6)
                .replaceFirst("(?s)```.*", "")
                .replace("FOLDER", export.toString())
                .split(";");

        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(rows(duckDb, queries[0])).anyMatch(row -> row.toString().contains("dev.edgepass.revocation."));
            assertThat(rows(duckDb, queries[1])).isNotEmpty();
            assertThat(rows(duckDb, queries[2])).isEmpty();
            // The same the other way round: it finds the link's token and its end.
            assertThat(queries[2]).contains("i.time > c.time");
            assertThat(rows(duckDb, queries[2].replace("i.time > c.time", "i.time < c.time")))
                    .anyMatch(row -> row.contains(jti));
            String tokens = queries[1].substring(queries[1].indexOf("FROM"), queries[1].indexOf("GROUP"));
            assertThat(rows(
                            duckDb,
                            "SELECT value->'grant'->>'jti' " + tokens + "WHERE (value->'grant'->>'linkId') = '" + link
                                    + "'"))
                    .containsExactly(List.of(jti));
        }
    }

    private static List<List<String>> rows(Connection duckDb, String query) throws SQLException {
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private void proves(long offset) throws Exception {
        JsonNode proof = ask("proofs?log=edgepass.control-0&offset=" + offset);
        Path file = folder.resolve("edgepass.control-0-" + offset + ".tlog-proof");
        Files.writeString(file, proof.get("proof").asString());
        Files.write(
                folder.resolve("edgepass.control-0-" + offset + ".json"),
                proof.get("leaf").asString().getBytes(StandardCharsets.UTF_8));

        EdgepassCommand.Result checked = EdgepassCommand.run(
                Duration.ofSeconds(60),
                "audit",
                "check-proof",
                file.toString(),
                "--key",
                proof.get("verifierKey").asString());

        assertThat(checked.exitCode()).as(checked.output()).isZero();
        assertThat(checked.output()).contains("The proof holds: this is event " + offset + " of ");
    }

    @Test
    void no_answer_has_a_secret_a_hash_or_a_token_and_a_person_is_found_by_the_login() {
        Product.Link link = PRODUCT.createLink(admin, "projects/42/");
        String token = PRODUCT.viewerToken(link);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask("events?link=" + link.id()).get("events"))
                        .hasSize(2));
        List<String> answers = new ArrayList<>();
        for (String stream : List.of("application/x-ndjson", "text/csv")) {
            answers.add(answered(() -> PRODUCT.api("GET", "audit/events", auditor, "", "Accept", stream))
                    .text());
        }
        assertThat(answers).allSatisfy(all -> assertThat(all).contains(link.id(), lockedLink));
        for (String question : List.of(
                "tokens/" + jti(token) + "?path=" + SharedStack.IMAGE,
                "links/" + link.id(),
                "links/" + lockedLink,
                "paths?limit=1000&path=" + SharedStack.IMAGE)) {
            answers.add(ask(question).toString());
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .doesNotContain(
                                link.secret(),
                                HexFormat.of().formatHex(Sha256.hash(link.secret())),
                                token,
                                admin,
                                "secretHash",
                                PASSWORD,
                                LABEL,
                                "$argon2"));
        Web.Answer sealed = PRODUCT.api("POST", "audit/seal", auditor, "");
        assertThat(sealed.status()).as(sealed.toString()).isEqualTo(200);
        for (String about : List.of(link.id(), lockedLink)) {
            for (JsonNode event : ask("events?link=" + about).get("events")) {
                String proof = ask("proofs?log=" + event.get("log").asString() + "&offset="
                                + event.get("offset").asLong())
                        .toString();
                assertThat(proof).contains(about).doesNotContain(link.secret(), token, PASSWORD, LABEL, "$argon2");
            }
        }
        assertThat(PRODUCT.api("GET", "audit/events", STACK.login("--sub", "somebody"), "")
                        .status())
                .isEqualTo(403);
        String mine = jti(PRODUCT.mediaToken(STACK.login("--sub", "grace", "--paths", "projects/42/"), "projects/42/"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                ask("events?login=grace&type=token-issued").toString())
                        .contains(mine));
    }
}
