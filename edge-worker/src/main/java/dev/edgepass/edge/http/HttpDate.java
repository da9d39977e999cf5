package dev.edgepass.edge.http;

/**
 * {@code IMF-fixdate} (RFC 9110 section 5.6.7), by civil-calendar arithmetic: {@code java.time} would be most of the bundle. {@link ObsoleteDate} has the two
 * older forms.
 */
public final class HttpDate {
    private static final String DAYS = "ThuFriSatSunMonTueWed";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LENGTH = "Sun, 06 Nov 1994 08:49:37 GMT".length();
    private static final int DAY_SECONDS = 86_400;

    private HttpDate() {}

    /** The date of {@code seconds} since the epoch. */
    public static String format(long seconds) {
        int days = (int) (seconds / DAY_SECONDS);
        int time = (int) (seconds % DAY_SECONDS);
        // Days are counted from 1 March of year 0 in eras of 400 years, so that the leap day is the last of a year.
        int shifted = days + 719_468;
        int era = shifted / 146_097;
        int dayOfEra = shifted % 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 2 : marchMonth - 10;
        int year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
        String weekday = DAYS.substring(days % 7 * 3, days % 7 * 3 + 3);
        return weekday + ", " + two(day) + ' ' + MONTHS.substring(month * 3, month * 3 + 3) + ' ' + year + ' '
                + two(time / 3_600) + ':' + two(time / 60 % 60) + ':' + two(time % 60) + " GMT";
    }

    /** Seconds since the epoch, or -1 where {@code date} isn't, to the letter, what {@link #format} writes for a time from 1970 on. */
    public static long parse(String date) {
        if (date.length() != LENGTH) {
            return -1;
        }
        int month = MONTHS.indexOf(date.substring(8, 11)) / 3 + 1;
        long days = daysTo(number(date, 12, 4), month, number(date, 5, 2));
        long seconds =
                days * DAY_SECONDS + number(date, 17, 2) * 3_600 + number(date, 20, 2) * 60 + number(date, 23, 2);
        // Written again it says whether weekday, separators and ranges were right too.
        return seconds >= 0 && format(seconds).equals(date) ? seconds : -1;
    }

    private static int daysTo(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int yearOfEra = y % 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return y / 400 * 146_097 + dayOfEra - 719_468;
    }

    private static int number(String date, int start, int length) {
        return (int) Digits.parse(date.substring(start, start + length));
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : "" + number;
    }
}
