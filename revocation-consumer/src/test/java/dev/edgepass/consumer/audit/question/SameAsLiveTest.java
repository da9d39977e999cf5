package dev.edgepass.consumer.audit.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.audit.answer.AuditedToken;
import dev.edgepass.audit.answer.Moment;
import dev.edgepass.audit.answer.PathAnswer;
import dev.edgepass.audit.answer.TimelineEntry;
import dev.edgepass.consumer.audit.index.TestIndex;
import dev.edgepass.consumer.audit.question.History.Issued;
import dev.edgepass.consumer.audit.question.History.Recorded;
import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.RequestOrigin;
import dev.edgepass.decision.TokenRules;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.feed.FeedView;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.UnverifiedToken;
import dev.edgepass.token.VerifiedToken;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the audit says of a token is what the edge says of it that has folded the whole log up to there. */
class SameAsLiveTest {
    private static final ViewPolicy EDGE =
            new ViewPolicy(new TokenRules("edgepass", "edge", 0, TokenRules.DEFAULT_MAX_LIFETIME), 3_000, 600_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void the_answer_for_each_token_at_each_position_is_the_verdict_of_a_fold_of_the_whole_log(long seed) {
        try (TestIndex index = new TestIndex(folder)) {
            History history = new History(seed, index);
            history.live(60);
            FeedFold fold = FeedFold.empty(new byte[16]);
            int refused = 0;
            for (Recorded record : history.control) {
                fold.apply(new Entry(record.position(), record.at().toEpochMilli(), record.event()));
                Moment at = new Moment(record.at(), record.position());
                for (Issued token : history.tokens) {
                    if (token.issuedAt() >= record.position()) {
                        continue;
                    }
                    for (String file :
                            List.of(History.files().get(0), History.files().get(3))) {
                        String live = live(fold, token.grant(), file, record.at());
                        AuditedToken answer = answer(index, token, at, file);

                        assertThat(said(answer.atIssuer()))
                                .as(
                                        "seed %d, %s of %s at %d",
                                        seed, file, token.grant().jti(), record.position())
                                .isEqualTo(live);
                        assertThat(answer.because()).isNotEmpty();
                        refused += live.equals(Verdict.GRANTED) ? 0 : 1;
                    }
                }
            }
            assertThat(refused).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void a_timeline_has_real_records_and_says_what_was_so_from_each_on(long seed) {
        try (TestIndex index = new TestIndex(folder)) {
            History history = new History(seed, index);
            history.live(60);
            Recorded last = history.control.get(history.control.size() - 1);
            int changes = 0;
            for (Issued token : history.tokens) {
                AuditedToken answer = answer(
                        index,
                        token,
                        new Moment(last.at(), last.position()),
                        History.files().get(0));
                for (TimelineEntry entry : answer.timeline()) {
                    if (entry.event() == null || !entry.event().log().equals("edgepass.control-0")) {
                        continue;
                    }
                    changes++;
                    Recorded record = history.control.get((int) entry.event().offset());
                    FeedFold fold = FeedFold.empty(new byte[16]);
                    history.control
                            .subList(0, (int) record.position())
                            .forEach(before -> fold.apply(
                                    new Entry(before.position(), before.at().toEpochMilli(), before.event())));
                    assertThat(entry.time().toEpochMilli())
                            .isEqualTo(record.at().toEpochMilli());
                    assertThat(entry.reason() == null ? entry.verdict() : entry.reason())
                            .isEqualTo(live(fold, token.grant(), History.files().get(0), record.at()));
                }
            }
            assertThat(changes).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void the_tokens_that_opened_a_file_are_those_that_the_edge_granted_it(long seed) {
        try (TestIndex index = new TestIndex(folder)) {
            History history = new History(seed, index);
            history.live(60);
            FeedFold fold = FeedFold.empty(new byte[16]);
            for (Recorded record : history.control) {
                fold.apply(new Entry(record.position(), record.at().toEpochMilli(), record.event()));
                String file = History.files().get(0);
                List<String> granted = history.tokens.stream()
                        .filter(token -> !token.grant().issuedAt().isAfter(record.at()))
                        .filter(token ->
                                live(fold, token.grant(), file, record.at()).equals(Verdict.GRANTED))
                        .map(token -> token.grant().jti())
                        .toList();

                assertThat(opened(index, file, new Moment(record.at(), record.position())))
                        .as("seed %d, position %d", seed, record.position())
                        .containsExactlyInAnyOrderElementsOf(granted);
            }
        }
    }

    private static List<String> opened(TestIndex index, String file, Moment at) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            PathAnswer page = index.read(reads -> new PathQuestion(reads).answer(new ObjectKey(file), at, from, 2));
            page.tokens().forEach(token -> all.add(token.jti()));
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private static AuditedToken answer(TestIndex index, Issued token, Moment at, String file) {
        return index.read(reads -> new TokenQuestion(reads, Map.of())
                .answer(token.grant().jti(), at, new ObjectKey(file))
                .orElseThrow());
    }

    private static String said(AuditedToken.AtIssuer said) {
        return said.reason() == null ? said.verdict() : said.reason();
    }

    private static String live(FeedFold fold, IssuanceEvent.Grant grant, String file, Instant at) {
        long now = at.toEpochMilli();
        FeedView view = new FeedView(fold.head(1, 1, "p", now, 0, TestIndex.TOPIC_ID), List.of(), now);
        try {
            EDGE.decide(token(grant), new ObjectKey(file), RequestOrigin.NONE, view, now);
            return Verdict.GRANTED;
        } catch (RefusedException e) {
            return e.refusal().code();
        }
    }

    private static VerifiedToken token(IssuanceEvent.Grant grant) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"media+jwt\",\"kid\":\"" + grant.kid() + "\"}";
        String claims = new MediaClaims(
                        "edgepass",
                        "edge",
                        grant.subject(),
                        grant.jti(),
                        grant.issuedAt().getEpochSecond(),
                        grant.expiresAt().getEpochSecond(),
                        grant.position(),
                        grant.linkId(),
                        grant.tenant(),
                        grant.paths(),
                        false,
                        List.of(),
                        false)
                .toJson();
        return UnverifiedToken.parse(encoded(header) + "." + encoded(claims) + "." + Base64Url.encode(new byte[64]))
                .signatureIsGood();
    }

    private static String encoded(String text) {
        return Base64Url.encode(Sha256.utf8(text));
    }
}
