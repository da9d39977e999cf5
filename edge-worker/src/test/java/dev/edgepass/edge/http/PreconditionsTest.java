package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
    private static final String ETAG = "\"abc\"";
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";

    @ParameterizedTest
    @ValueSource(strings = {"*", " * ", "\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"a,b\",W/\"abc\" , \"y\""})
    void a_listed_tag_means_not_modified(String ifNoneMatch) {
        assertThat(new Preconditions(ifNoneMatch, null, null).notModified(ETAG, DATE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"x\"", "abc", "\"abc", "\"x, abc\"", "\"ABC\""})
    void another_tag_means_modified(String ifNoneMatch) {
        assertThat(new Preconditions(ifNoneMatch, null, null).notModified(ETAG, DATE))
                .isFalse();
    }

    @Test
    void a_tag_silences_the_date() {
        assertThat(new Preconditions("\"x\"", DATE, null).notModified(ETAG, DATE))
                .isFalse();
    }

    @Test
    void a_date_counts_by_the_second() {
        assertThat(modifiedSince("Sun, 06 Nov 1994 08:49:36 GMT")).isTrue();
        assertThat(modifiedSince(DATE)).isFalse();
        assertThat(modifiedSince("Sun, 06 Nov 1994 08:49:38 GMT")).isFalse();
        assertThat(modifiedSince("yesterday")).isTrue();
        assertThat(new Preconditions(null, DATE, null).notModified(ETAG, "")).isFalse();
    }

    @Test
    void no_condition_means_modified() {
        assertThat(new Preconditions(null, null, null).notModified(ETAG, DATE)).isFalse();
    }

    @Test
    void a_range_applies_to_the_same_version_only() {
        assertThat(new Preconditions(null, null, null).rangeApplies(ETAG, DATE)).isTrue();
        assertThat(new Preconditions(null, null, ETAG).rangeApplies(ETAG, DATE)).isTrue();
        assertThat(new Preconditions(null, null, DATE).rangeApplies(ETAG, DATE)).isTrue();
        assertThat(new Preconditions(null, null, "W/" + ETAG).rangeApplies(ETAG, DATE))
                .isFalse();
        assertThat(new Preconditions(null, null, "\"x\"").rangeApplies(ETAG, DATE))
                .isFalse();
    }

    private static boolean modifiedSince(String date) {
        return !new Preconditions(null, date, null).notModified(ETAG, DATE);
    }
}
