package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    @Test
    void a_date_is_written_and_read_as_the_JDK_does() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            long seconds = random.nextLong(4_200_000_000L);
            String date = IMF_FIXDATE.format(Instant.ofEpochSecond(seconds));

            assertThat(HttpDate.format(seconds)).isEqualTo(date);
            assertThat(HttpDate.parse(date)).isEqualTo(seconds);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "Sun, 06 Nov 1994 08:49:37 CET",
                "Sun, 06 ovD 1994 08:49:37 GMT",
                "Sun, 32 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 06 Nov 1969 08:49:37 GMT",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Fri, 31 Feb 1995 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:60 GMT",
                "Sun. 06 Nov 1994 08:49:37 GMT",
                "Sun, 06-Nov-1994 08.49.37 GMT",
                "Sun, -6 Nov 1994 08:49:37 GMT",
                "Thu, 00 Jan 1970 00:00:00 GMT",
                "Sun, 06 Nov 1994 08:4x:37 GMT"
            })
    void what_is_no_IMF_fixdate_is_not_read(String date) {
        assertThat(HttpDate.parse(date)).isEqualTo(-1);
    }
}
