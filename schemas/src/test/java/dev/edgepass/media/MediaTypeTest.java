package dev.edgepass.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "image/png > image/png",
                "IMAGE/PnG > image/png",
                "image/svg+xml > image/svg+xml",
                "application/vnd.apple.mpegurl > application/vnd.apple.mpegurl",
                "text/plain;charset=UTF-8 > text/plain; charset=UTF-8",
                "text/plain ; Charset=\"utf-8\" > text/plain; charset=utf-8",
                "video/mp4; codecs=\"avc1.4d401f, mp4a.40.2\" > video/mp4; codecs=\"avc1.4d401f, mp4a.40.2\"",
                "text/plain;a=1;b=\"\" > text/plain; a=1; b=\"\"",
                "multipart/x-mixed-replace; boundary=x > multipart/x-mixed-replace; boundary=x",
                "application/pdf;a=\"x,text/html\" > application/pdf; a=\"x,text/html\""
            })
    void a_media_type_is_written_back_from_its_parts(String text, String written) {
        assertThat(MediaType.parse(text)).hasToString(written);
        assertThat(MediaType.parse(written)).isEqualTo(MediaType.parse(text));
    }

    @Test
    void its_parts_can_be_asked_for() {
        MediaType type = MediaType.parse("Text/Plain; CHARSET=\"UTF-8\"; a=B");

        assertThat(type.essence()).isEqualTo("text/plain");
        assertThat(type.parameter("charset")).isEqualTo("UTF-8");
        assertThat(type.parameter("a")).isEqualTo("B");
        assertThat(type.parameter("b")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "image",
                "image/",
                "/png",
                "/",
                "*/*",
                "image/*",
                ".image/png",
                "image/.png",
                " image/png",
                "image/png ",
                "image/png;",
                "image/png; ",
                "image/png;;a=b",
                "image/png a=b",
                "image/png;a",
                "image/png;a=",
                "image/png;=b",
                "image/png; a =b",
                "image/png; a= b",
                "image/png;a=b;A=c",
                "image/png;a=\"b",
                "image/png;a=\"b\"c",
                "image/png;a=b\"c\"",
                "image/png;a=\"b\\\"c\"",
                "image/png;a=\"\u00e4\"",
                "image/png;a=\"\n\"",
                "image/png\n",
                "im\u00e4ge/png",
                "image/png/x",
                "image /png",
                "image/ png",
                "image/png,text/html",
                "image/png, text/html",
                "text/html;",
                "application/pdf;a=\"x\",text/html,b=\"y\"",
                "image/png;a=\"x\",text/html,b=\"y\"",
                "text/plain;a=\"b\",image/svg+xml,c=\"d\"",
                "text/plain;a=b,text/html",
                "text/plain;a='b'\u0000"
            })
    void what_readers_could_read_differently_is_none(String text) {
        assertThatThrownBy(() -> MediaType.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("the media type ");
    }

    @Test
    void a_long_text_is_none() {
        assertThat(MediaType.parse("a".repeat(127) + '/' + "b".repeat(127)).type())
                .hasSize(127);
        assertThatThrownBy(() -> MediaType.parse("a".repeat(128) + "/b")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> MediaType.parse("a/b;c=" + "d".repeat(250))).isInstanceOf(MalformedException.class);
    }
}
