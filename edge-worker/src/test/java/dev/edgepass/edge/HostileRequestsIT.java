package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: whatever a client asks for, R2, the location's cache and the isolate's memory give one answer, which is that of RFC 9110. */
class HostileRequestsIT {
    /** Kept in the isolate. */
    private static final byte[] SMALL = random(10_000);

    /** Too large for that. */
    private static final byte[] LARGE = random(300_000);

    @RegisterExtension
    static final TestEdge EDGE = new TestEdge();

    private static final TestFeed FEED = EDGE.feed;
    private static WorkerHost host;
    private final String token = FEED.token().sign();

    /**
     * A request and what RFC 9110 says of it.
     *
     * @param bytes of a 206: the first and the length; null for other answers
     */
    private record Case(String method, int status, int[] bytes, String... headers) {
        @Override
        public String toString() {
            return method + " " + Arrays.toString(headers);
        }
    }

    @BeforeAll
    static void start() {
        host = EDGE.host();
        host.put("MEDIA", "gallery/small.jpg", SMALL, "content-type", "image/jpeg");
        host.put("MEDIA", "gallery/large.jpg", LARGE, "content-type", "image/jpeg");
    }

    @Test
    void an_object_from_R2() {
        // A new object each, which neither cache nor memory has.
        int number = 0;
        SoftAssertions all = new SoftAssertions();
        while (true) {
            String key = "gallery/cold-" + number + ".jpg";
            host.put("MEDIA", key, SMALL, "content-type", "image/jpeg");
            List<Case> cases = cases(key, SMALL);
            check(all, key, SMALL, cases.get(number));
            if (++number == cases.size()) {
                all.assertAll();
                return;
            }
        }
    }

    @Test
    void an_object_from_memory() {
        near("gallery/small.jpg", SMALL);
    }

    @Test
    void an_object_from_the_cache() {
        near("gallery/large.jpg", LARGE);
    }

    @Test
    void an_object_that_is_missing_is_so_whatever_the_conditions_say() {
        for (String[] headers : new String[][] {
            {"if-match", "*"},
            {"if-match", "\"x\""},
            {"if-none-match", "*"},
            {"if-unmodified-since", "Sun, 06 Nov 1994 08:49:37 GMT"},
            {"range", "bytes=-0"},
            {"range", "bytes=0-0", "if-range", "\"x\""}
        }) {
            assertThat(host.get(path("gallery/missing.jpg"), headers).statusCode())
                    .as(Arrays.toString(headers))
                    .isEqualTo(404);
        }
    }

    private void near(String key, byte[] object) {
        host.get(path(key));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        header(host.request("HEAD", path(key)), "cache-status").equals("edgepass; hit"));
        SoftAssertions all = new SoftAssertions();
        cases(key, object).forEach(each -> check(all, key, object, each));
        all.assertAll();
    }

    private List<Case> cases(String key, byte[] object) {
        HttpResponse<byte[]> head = host.request("HEAD", path(key));
        return cases(object.length, header(head, "etag"), header(head, "last-modified"));
    }

    private void check(SoftAssertions all, String key, byte[] object, Case asked) {
        HttpResponse<byte[]> answer = host.request(asked.method(), path(key), asked.headers());
        String what = asked.toString();
        all.assertThat(answer.statusCode()).as(what).isEqualTo(asked.status());
        String range = switch (asked.status()) {
            case 206 ->
                "bytes " + asked.bytes()[0] + "-" + (asked.bytes()[0] + asked.bytes()[1] - 1) + "/" + object.length;
            case 416 -> "bytes */" + object.length;
            default -> "";
        };
        all.assertThat(header(answer, "content-range")).as(what).isEqualTo(range);
        if (asked.status() == 200 || asked.status() == 206) {
            boolean part = asked.status() == 206;
            byte[] bytes =
                    part ? Arrays.copyOfRange(object, asked.bytes()[0], asked.bytes()[0] + asked.bytes()[1]) : object;
            all.assertThat(header(answer, "content-length")).as(what).isEqualTo("" + bytes.length);
            all.assertThat(Arrays.equals(answer.body(), asked.method().equals("HEAD") ? new byte[0] : bytes))
                    .as(what + ": the bytes")
                    .isTrue();
        }
        if (asked.status() < 400) {
            all.assertThat(header(answer, "etag")).as(what).isNotEmpty();
            all.assertThat(header(answer, "last-modified")).as(what).isNotEmpty();
        }
    }

    private static List<Case> cases(int size, String etag, String modified) {
        List<Case> cases = new ArrayList<>();
        ranges(cases, size);
        parts(cases, size, etag, modified);
        conditions(cases, etag, modified);
        heads(cases, etag);
        return cases;
    }

    private static void ranges(List<Case> cases, int size) {
        // Several ranges, another unit and what is none of these: the whole object (section 14.2).
        for (String whole : new String[] {
            "bytes=0-0,-1",
            "bytes=0-0, 2-3",
            "bytes=5-4",
            "bytes=99999999999999999999-5",
            "bytes=--1",
            "bytes=-",
            "bytes=",
            "bytes",
            "bytes=0x1-2",
            "bytes=+0-1",
            "bytes=0-1;q=1",
            "items=0-1",
            "bytes=1e3-",
            "bytes=0-1-2"
        }) {
            cases.add(new Case("GET", 200, null, "range", whole));
        }
        for (String outside : new String[] {
            "bytes=-0",
            "bytes=" + size + "-",
            "bytes=99999999999999999999-",
            "bytes=99999999999999999998-99999999999999999999"
        }) {
            cases.add(new Case("GET", 416, null, "range", outside));
        }
        for (String everything : new String[] {
            "bytes=-99999999999999999999", "bytes=0-99999999999999999999", "BYTES=0-", "bytes=-" + size
        }) {
            cases.add(new Case("GET", 206, new int[] {0, size}, "range", everything));
        }
        cases.add(new Case("GET", 206, new int[] {0, 1}, "range", "bytes=0-0"));
        cases.add(new Case("GET", 206, new int[] {size - 1, 1}, "range", "bytes=-1"));
        cases.add(new Case("GET", 206, new int[] {size - 1, 1}, "range", "bytes=" + (size - 1) + "-"));
    }

    private static void parts(List<Case> cases, int size, String etag, String modified) {
        List<String> same = new ArrayList<>(forms(modified));
        same.add(etag);
        List<String> other = new ArrayList<>(forms("Sun, 06 Nov 1994 08:49:37 GMT"));
        other.addAll(List.of("W/" + etag, "w/" + etag, "\"x\"", "*", "x", etag.replace("\"", ""), etag + ", \"x\""));
        for (String part : same) {
            cases.add(new Case("GET", 206, new int[] {0, 1}, "range", "bytes=0-0", "if-range", part));
            cases.add(new Case("GET", 416, null, "range", "bytes=" + size + "-", "if-range", part));
        }
        for (String part : other) {
            for (String range : new String[] {"bytes=0-0", "bytes=" + size + "-", "bytes=-0"}) {
                cases.add(new Case("GET", 200, null, "range", range, "if-range", part));
            }
        }
        cases.add(new Case("GET", 200, null, "if-range", etag));
    }

    private static void conditions(List<Case> cases, String etag, String modified) {
        List<String> old = forms("Sun, 06 Nov 1994 08:49:37 GMT");
        for (String[] headers : new String[][] {
            {"if-match", "*"},
            {"if-match", etag},
            {"if-match", "\"a,b\" , W/\"c\"," + etag},
            {"if-none-match", "\"x\"", "if-modified-since", modified},
            {"if-match", etag, "if-unmodified-since", old.get(0)},
            {"if-none-match", etag.replace("\"", "")},
            {"if-modified-since", "yesterday"},
            {"if-modified-since", "0"},
            {"if-unmodified-since", "yesterday"}
        }) {
            cases.add(new Case("GET", 200, null, headers));
        }
        for (String[] headers : new String[][] {
            {"if-match", "W/" + etag}, {"if-match", etag.replace("\"", "")}, {"if-match", "\"x"}, {"if-match", "x, *"}
        }) {
            cases.add(new Case("GET", 412, null, headers));
            cases.add(new Case("GET", 412, null, headers[0], headers[1], "range", "bytes=0-0"));
        }
        for (String[] headers : new String[][] {
            {"if-none-match", "*"},
            {"if-none-match", "W/" + etag},
            {"if-none-match", "\"a,b\"," + etag},
            {"if-none-match", etag, "range", "bytes=0-0"},
            {"if-none-match", etag, "range", "bytes=-0", "if-range", "\"x\""},
            {"if-none-match", etag, "if-modified-since", old.get(0)}
        }) {
            cases.add(new Case("GET", 304, null, headers));
        }
        for (String same : forms(modified)) {
            cases.add(new Case("GET", 304, null, "if-modified-since", same));
            cases.add(new Case("GET", 200, null, "if-unmodified-since", same));
        }
        for (String earlier : old) {
            cases.add(new Case("GET", 200, null, "if-modified-since", earlier));
            cases.add(new Case("GET", 412, null, "if-unmodified-since", earlier));
        }
        cases.add(new Case("GET", 206, new int[] {0, 1}, "if-match", "*", "range", "bytes=0-0"));
    }

    /** A HEAD knows no range (section 14.2). */
    private static void heads(List<Case> cases, String etag) {
        for (String range : new String[] {"bytes=0-0", "bytes=-0", "bytes=99999999999999999999-"}) {
            cases.add(new Case("HEAD", 200, null, "range", range));
            cases.add(new Case("HEAD", 200, null, "range", range, "if-range", "\"x\""));
        }
        cases.add(new Case("HEAD", 304, null, "if-none-match", etag));
        cases.add(new Case("HEAD", 412, null, "if-match", "\"x\""));
    }

    /** The three forms of a date (section 5.6.7). */
    private static List<String> forms(String date) {
        ZonedDateTime time =
                Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)).atZone(ZoneOffset.UTC);
        return List.of(
                date,
                DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH)
                        .format(time),
                DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                        .format(time));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private String path(String key) {
        return "/view/" + token + "/" + key;
    }
}
