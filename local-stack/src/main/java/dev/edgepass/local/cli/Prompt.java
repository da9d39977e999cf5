package dev.edgepass.local.cli;

import dev.edgepass.local.process.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Questions to the person at the terminal; scripts answer by standard input, a line for each. */
final class Prompt {
    private static final int LONGEST = 1_000;

    private final PrintWriter err;
    private final @Nullable Console console = terminal();
    private final InputStream in = System.in;

    Prompt(PrintWriter err) {
        this.err = err;
    }

    /** Whether a person types the answers. */
    boolean isTerminal() {
        return console != null;
    }

    /** The answer isn't shown while it is typed. */
    String secret(String question) {
        if (console == null) {
            return line();
        }
        say(question);
        char[] answer = console.readPassword();
        return answer == null ? "" : new String(answer).strip();
    }

    String answer(String question) {
        if (console == null) {
            return line();
        }
        say(question);
        String answer = console.readLine();
        return answer == null ? "" : answer.strip();
    }

    private void say(String question) {
        err.print(question);
        err.flush();
    }

    private String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
                if (line.size() == LONGEST) {
                    throw new StartFailure("The line on standard input is longer than " + LONGEST + " bytes.");
                }
                line.write(read);
            }
        } catch (IOException e) {
            throw new StartFailure("Can't read standard input.", e);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** Since Java 22 there may be a console that is no terminal, which says so. */
    private static @Nullable Console terminal() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return Boolean.TRUE.equals(isTerminal.invoke(console)) ? console : null;
        } catch (ReflectiveOperationException e) {
            return console;
        }
    }
}
