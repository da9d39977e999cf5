package dev.edgepass.edge.http;

/**
 * {@code IMF-fixdate} (RFC 9110 section 5.6.7), by civil-calendar arithmetic: {@code java.time} would be most of the bundle. The two obsolete forms aren't read;
 * a condition that nobody understands is ignored, and the object is sent.
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

    /** Seconds since the epoch, or -1 where {@code date} isn't an IMF-fixdate from 1970 on. */
    public static long parse(String date) {
        if (date.length() != LENGTH || !date.endsWith(" GMT")) {
            return -1;
        }
        int day = number(date, 5, 2);
        int month = MONTHS.indexOf(date.substring(8, 11));
        int year = number(date, 12, 4);
        int hour = number(date, 17, 2);
        int minute = number(date, 20, 2);
        int second = number(date, 23, 2);
        if (day < 1
                || day > 31
                || month < 0
                || month % 3 != 0
                || year < 1970
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0) {
            return -1;
        }
        return (long) daysTo(year, month / 3 + 1, day) * DAY_SECONDS + hour * 3_600 + minute * 60 + second;
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
