package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.ReplayProgram;
import dev.edgepass.consumer.testing.TestService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the program {@code replay} in this JVM, with the tests' backends, and keeps its output. */
public final class ReplayCall {
    private final Path feedKey;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    public ReplayCall(Path feedKey) {
        this.feedKey = feedKey;
    }

    /** Gives the exit code. */
    public int run(List<String> arguments, String... settings) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(TestService.arguments(feedKey, settings));
        ReplayOptions options = ReplayOptions.parse(all);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ReplayProgram.class)
                .web(WebApplicationType.NONE)
                .run(options.settings().toArray(String[]::new))) {
            return new Replay(context, new PrintStream(out), new PrintStream(err)).run(options);
        }
    }

    public String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    public void forgetOutput() {
        out.reset();
        err.reset();
    }
}
