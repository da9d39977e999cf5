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

class ObsoleteDateTest {
    private static final DateTimeFormatter RFC_850 = of("EEEE, dd-MMM-yy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = of("EEE MMM ppd HH:mm:ss yyyy");

    @Test
    void a_date_is_read_as_the_JDK_writes_it() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            long seconds = random.nextLong(4_000_000_000L);

            assertThat(ObsoleteDate.parse(RFC_850.format(Instant.ofEpochSecond(seconds))))
                    .isEqualTo(seconds);
            assertThat(ObsoleteDate.parse(ASCTIME.format(Instant.ofEpochSecond(seconds))))
                    .isEqualTo(seconds);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "now",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06-Nov-94 08:49:37 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sunday, 06 Nov-94 08:49:37 GMT",
                "Sundry, 06-Nov-94 08:49:37 GMT",
                "Monday, 06-Nov-94 08:49:37 GMT",
                "day, 06-Nov-94 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 CET",
                "Sunday, 06-Nov-94 24:49:37 GMT",
                "Mon Nov  6 08:49:37 1994",
                "Sun Nov  6 08:49:37 1969",
                "Sun Nov  6 08:49:60 1994",
                "Sun Nov   6 08:49:37 1994",
                "Sun Nov 36 08:49:37 1994",
                "Sun Nov  6 08:49:37 94  "
            })
    void what_is_in_neither_form_is_not_read(String date) {
        assertThat(ObsoleteDate.parse(date)).isEqualTo(-1);
    }

    private static DateTimeFormatter of(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }
}
