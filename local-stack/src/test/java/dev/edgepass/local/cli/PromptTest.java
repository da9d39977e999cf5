package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PromptTest {
    @Test
    void a_scripts_answers_are_lines_of_utf_8() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("p\u00e4ssw\u00f6rter \u20ac\nyes\n".getBytes(StandardCharsets.UTF_8)));
        try {
            Prompt prompt = new Prompt(new PrintWriter(new StringWriter()));

            assertThat(prompt.secret("?")).isEqualTo("p\u00e4ssw\u00f6rter \u20ac");
            assertThat(prompt.answer("?")).isEqualTo("yes");
            assertThat(prompt.answer("?")).isEmpty();
        } finally {
            System.setIn(before);
        }
    }
}
