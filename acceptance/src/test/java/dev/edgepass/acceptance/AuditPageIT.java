package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The auditor's page in a real browser, and what it hands out in the hands of a third party. */
class AuditPageIT {
    private static final String ADMIN = "audited-admin";

    @TempDir
    Path proofs;

    @Test
    void an_auditor_s_answer_leaves_the_page_with_a_proof_that_holds_elsewhere()
            throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run(
                "audit",
                stack.issuer().toString(),
                stack.login("--sub", ADMIN, "--admin"),
                ADMIN,
                stack.login("--sub", "otto", "--auditor"),
                stack.login("--sub", "nobody-s-auditor", "--paths", SharedStack.PICTURES),
                SharedStack.PICTURES,
                proofs.toString());

        EdgepassCommand.Result checked = EdgepassCommand.run(
                Duration.ofMinutes(1),
                "audit",
                "check-proof",
                proof().toString(),
                "--key",
                proofs.resolve("verifier-key").toString());
        assertThat(checked.output()).contains("The proof holds");
        assertThat(checked.exitCode()).isZero();
    }

    private Path proof() throws IOException {
        try (Stream<Path> files = Files.list(proofs)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".tlog-proof"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
