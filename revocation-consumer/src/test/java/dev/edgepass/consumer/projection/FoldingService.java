package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** For each test a new log, a clean Redis, and a service that folds the one into the other. */
@ExtendWith(CleanBackends.class)
abstract class FoldingService {
    @TempDir
    private Path keys;

    TestLog log;
    TestService service;

    @BeforeEach
    void start() {
        log = new TestLog();
        startService();
    }

    @AfterEach
    void stop() {
        service.close();
        log.close();
    }

    /** Anew, with the same keys. */
    final void startService(String... settings) {
        service = TestService.start(keys.resolve("feed.jwk"), settings);
    }
}
