package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkVersionTest {
    private static final LinkVersion VERSION = new LinkVersion(17);

    @Test
    void it_meets_its_own_tag_any_tag_and_no_condition() {
        assertThat(VERSION.toETag()).isEqualTo("\"17\"");
        assertThat(VERSION.meets(null)).isTrue();
        assertThat(VERSION.meets("*")).isTrue();
        assertThat(VERSION.meets("\"17\"")).isTrue();
        assertThat(VERSION.meets("\"3\", \"17\"")).isTrue();
    }

    @Test
    void another_tag_a_weak_one_and_what_is_none_arent_met() {
        for (String header : new String[] {"\"18\"", "W/\"17\"", "17", ""}) {
            assertThat(VERSION.meets(header)).as(header).isFalse();
        }
    }
}
