package dev.edgepass.edge.http;

/** The two forms of a date that are written no more and still have to be read (RFC 9110 section 5.6.7). */
final class ObsoleteDate {
    private static final String DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday ";
    private static final String RFC_850 = ", 06-Nov-94 08:49:37 GMT";
    private static final String ASCTIME = "Sun Nov  6 08:49:37 1994";

    private ObsoleteDate() {}

    /** Seconds since the epoch, or -1 where {@code date} is in neither form, or before 1970. */
    static long parse(String date) {
        int comma = date.indexOf(',');
        if (comma > 0 && comma <= "Wednesday".length() && date.length() == comma + RFC_850.length()) {
            // The weekday tells the centuries apart: the same day lies a weekday earlier a hundred years on.
            long recent = rfc850(date, comma, "20");
            return recent < 0 ? rfc850(date, comma, "19") : recent;
        }
        return date.length() == ASCTIME.length() ? asctime(date) : -1;
    }

    private static long rfc850(String date, int comma, String century) {
        boolean dashes = date.charAt(comma + 4) == '-' && date.charAt(comma + 8) == '-';
        return dashes && DAYS.contains(date.substring(0, comma) + ' ')
                ? HttpDate.parse(date.substring(0, 3)
                        + date.substring(comma, comma + 4)
                        + ' '
                        + date.substring(comma + 5, comma + 8)
                        + ' '
                        + century
                        + date.substring(comma + 9))
                : -1;
    }

    private static long asctime(String date) {
        String day = date.charAt(8) == ' ' ? "0" + date.charAt(9) : date.substring(8, 10);
        return HttpDate.parse(date.substring(0, 3) + ", " + day + date.substring(3, 7) + date.substring(19) + ' '
                + date.substring(11, 19) + " GMT");
    }
}
