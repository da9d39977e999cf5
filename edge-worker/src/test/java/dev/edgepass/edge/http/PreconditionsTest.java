package dev.edgepass.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
    private static final String ETAG = "\"abc\"";
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";

    @ParameterizedTest
    @ValueSource(strings = {"*", " * ", "\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"a,b\",W/\"abc\" , \"y\""})
    void a_listed_tag_means_not_modified(String ifNoneMatch) {
        assertThat(new Preconditions(null, null, ifNoneMatch, null, null).notModified(ETAG, DATE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"x\"", "abc", "\"abc", "\"x, abc\"", "\"ABC\""})
    void another_tag_means_modified(String ifNoneMatch) {
        assertThat(new Preconditions(null, null, ifNoneMatch, null, null).notModified(ETAG, DATE))
                .isFalse();
    }

    @Test
    void a_tag_silences_the_date() {
        assertThat(new Preconditions(null, null, "\"x\"", DATE, null).notModified(ETAG, DATE))
                .isFalse();
    }

    @Test
    void a_date_counts_by_the_second() {
        assertThat(modifiedSince("Sun, 06 Nov 1994 08:49:36 GMT")).isTrue();
        assertThat(modifiedSince(DATE)).isFalse();
        assertThat(modifiedSince("Sun, 06 Nov 1994 08:49:38 GMT")).isFalse();
        assertThat(modifiedSince("yesterday")).isTrue();
        assertThat(new Preconditions(null, null, null, DATE, null).notModified(ETAG, ""))
                .isFalse();
    }

    @Test
    void no_condition_means_modified() {
        assertThat(new Preconditions(null, null, null, null, null).notModified(ETAG, DATE))
                .isFalse();
    }

    @Test
    void a_range_applies_to_the_same_version_only() {
        assertThat(new Preconditions(null, null, null, null, null).rangeApplies(ETAG, DATE))
                .isTrue();
        assertThat(new Preconditions(null, null, null, null, ETAG).rangeApplies(ETAG, DATE))
                .isTrue();
        assertThat(new Preconditions(null, null, null, null, DATE).rangeApplies(ETAG, DATE))
                .isTrue();
        assertThat(new Preconditions(null, null, null, null, "W/" + ETAG).rangeApplies(ETAG, DATE))
                .isFalse();
        assertThat(new Preconditions(null, null, null, null, "\"x\"").rangeApplies(ETAG, DATE))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"abc\"", "\"x\", \"abc\"", "W/\"x\",\"abc\""})
    void a_client_that_means_the_object_gets_it(String ifMatch) {
        assertThat(new Preconditions(ifMatch, null, null, null, null).isUnmet(ETAG, DATE))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"x\"", "abc", "W/\"abc\"", "\"x\", W/\"abc\"", "\"abc"})
    void a_client_that_means_another_one_does_not(String ifMatch) {
        assertThat(new Preconditions(ifMatch, null, null, null, null).isUnmet(ETAG, DATE))
                .isTrue();
    }

    @Test
    void a_tag_that_is_meant_silences_the_date() {
        assertThat(new Preconditions(ETAG, "Sat, 05 Nov 1994 08:49:37 GMT", null, null, null).isUnmet(ETAG, DATE))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:36 GMT | true",
                "Sun, 06 Nov 1994 08:49:37 GMT | false",
                "Sun, 06 Nov 1994 08:49:38 GMT | false",
                "Sunday, 06-Nov-94 08:49:36 GMT | true",
                "Sunday, 06-Nov-94 08:49:37 GMT | false",
                "Sun Nov  6 08:49:36 1994 | true",
                "yesterday | false"
            })
    void an_object_that_changed_since_is_not_meant(String since, boolean unmet) {
        assertThat(new Preconditions(null, since, null, null, null).isUnmet(ETAG, DATE))
                .isEqualTo(unmet);
        assertThat(new Preconditions(null, since, null, null, null).isUnmet(ETAG, ""))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void dates_in_the_older_forms_count(String date) {
        assertThat(modifiedSince(date)).isFalse();
        assertThat(new Preconditions(null, null, null, null, date).rangeApplies(ETAG, DATE))
                .isTrue();
    }

    private static boolean modifiedSince(String date) {
        return !new Preconditions(null, null, null, date, null).notModified(ETAG, DATE);
    }
}
