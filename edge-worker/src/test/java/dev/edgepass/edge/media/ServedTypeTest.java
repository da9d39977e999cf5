package dev.edgepass.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServedTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "IMAGE/JPEG",
                "image/vnd.microsoft.icon",
                "video/mp4; codecs=\"avc1.4d401f, mp4a.40.2\"",
                "audio/mpeg",
                "text/plain;charset=UTF-8",
                "text/vtt",
                "application/json",
                "application/pdf",
                "application/vnd.apple.mpegurl"
            })
    void a_type_that_runs_no_scripts_is_served_as_it_was_stored(String stored) {
        assertThat(ServedType.of(stored)).isEqualTo(new ServedType(stored, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/HTML; charset=utf-8",
                "image/svg+xml",
                "application/xhtml+xml",
                "text/xml",
                "text/xsl",
                "application/xml",
                "application/dash+xml",
                "application/mathml+xml",
                "text/javascript",
                "text/css",
                "application/octet-stream",
                "application/x-shockwave-flash",
                "message/rfc822",
                "image/unknown-tomorrow",
                "image/png; a=b",
                "application/pdf; a=\"x,text/html,y\"",
                "video/mp4; codecs=\"x,text/html;y\"",
                "text/plain; charset=\"a/b\""
            })
    void any_other_is_served_in_a_sandbox(String stored) {
        assertThat(ServedType.of(stored)).isEqualTo(new ServedType(stored, false));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "image",
                "*/*",
                "image/png,text/html",
                "image/png;a=\"x\",text/html,b=\"y\"",
                "application/pdf;a=\"x\",text/html,b=\"y\"",
                "text/plain;a=\"b\",image/svg+xml,c=\"d\"",
                "application/xml;q",
                "text/html;",
                "multipart/x-mixed-replace; boundary=x",
                "multipart/related"
            })
    void what_is_no_type_for_every_reader_is_bytes_in_a_sandbox(String stored) {
        assertThat(ServedType.of(stored)).isEqualTo(new ServedType("application/octet-stream", false));
    }
}
