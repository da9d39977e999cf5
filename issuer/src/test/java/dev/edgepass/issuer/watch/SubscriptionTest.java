package dev.edgepass.issuer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.token.MediaClaims;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final Subscription SUBSCRIPTION = Subscription.of(new MediaClaims(
            "iss",
            "aud",
            "sub-1",
            "jti-1",
            0,
            100,
            1,
            "lnk-1",
            "tnt-1",
            List.of("a/b/", "c/1.jpg"),
            false,
            List.of(),
            false));

    @Test
    void each_handle_that_the_token_carries_concerns_it_and_no_other() {
        for (String own : List.of("all:", "jti:jti-1", "sub:sub-1", "lnk:lnk-1", "tnt:tnt-1")) {
            assertThat(SUBSCRIPTION.concernsToken(Set.of("jti:other", own)))
                    .as(own)
                    .isTrue();
        }
        assertThat(SUBSCRIPTION.concernsToken(Set.of("jti:jti-2", "file:a/b/1.jpg", "lnk:sub-1")))
                .isFalse();
    }

    @Test
    void files_and_folders_above_in_and_below_its_paths_are_told_and_nothing_beside_them() {
        assertThat(SUBSCRIPTION.concerned(Set.of(
                        "file:a/b/1.jpg",
                        "folder:a/b/",
                        "folder:a/b/deep/",
                        "folder:a/",
                        "file:c/1.jpg",
                        "folder:c/",
                        "file:c/2.jpg",
                        "file:a/1.jpg",
                        "folder:a/bc/",
                        "lnk:a/b/")))
                .containsExactly("a/", "a/b/", "a/b/1.jpg", "a/b/deep/", "c/", "c/1.jpg");
    }

    @Test
    void more_paths_than_are_told_are_a_question_about_everything() {
        Set<String> many =
                IntStream.range(0, 21).mapToObj(number -> "file:a/b/" + number).collect(Collectors.toSet());

        assertThat(ChangeText.of(many, SUBSCRIPTION, 7)).hasValue("data:{\"position\":7,\"kind\":\"unknown\"}\n\n");
        assertThat(ChangeText.of(Set.of("file:a/b/1", "lnk:lnk-1"), SUBSCRIPTION, 7))
                .hasValue("data:{\"position\":7,\"kind\":\"token\"}\n\n"
                        + "data:{\"position\":7,\"kind\":\"objects\",\"paths\":[\"a/b/1\"]}\n\n");
        assertThat(ChangeText.of(Set.of("lnk:other"), SUBSCRIPTION, 7)).isEmpty();
    }
}
