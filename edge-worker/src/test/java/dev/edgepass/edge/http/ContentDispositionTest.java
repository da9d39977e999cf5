package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import org.junit.jupiter.api.Test;

class ContentDispositionTest {
    @Test
    void the_file_is_called_as_the_key_ends() {
        assertThat(of("projects/42/a-1.jpg")).isEqualTo("attachment; filename=\"a-1.jpg\"");
        assertThat(of("a.jpg")).isEqualTo("attachment; filename=\"a.jpg\"");
    }

    @Test
    void a_name_that_needs_it_comes_in_RFC_8187_too() {
        assertThat(of("x/a b.jpg")).isEqualTo("attachment; filename=\"a b.jpg\"; filename*=UTF-8''a%20b.jpg");
        assertThat(of("x/käse.png")).isEqualTo("attachment; filename=\"k_se.png\"; filename*=UTF-8''k%C3%A4se.png");
    }

    @Test
    void no_name_ends_the_parameter() {
        assertThat(of("x/a\"; filename=b.exe"))
                .isEqualTo("attachment; filename=\"a_; filename=b.exe\"; "
                        + "filename*=UTF-8''a%22%3B%20filename%3Db.exe");
        assertThat(of("100%25.txt")).isEqualTo("attachment; filename=\"100_25.txt\"; filename*=UTF-8''100%2525.txt");
    }

    private static String of(String key) {
        ObjectKey parsed = ObjectKey.parse(key, JdkNfc.INSTANCE);
        return ContentDisposition.attachment(parsed.value(), parsed.toPath());
    }
}
