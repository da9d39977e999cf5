package dev.edgepass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.edgepass.feed.Handle;
import dev.edgepass.revocation.HandleChange;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @MethodSource("samples")
    void every_event_survives_the_wire_and_fits_its_schema(EdgepassEvent event) throws IOException {
        LoggedEvent<EdgepassEvent> logged = new LoggedEvent<>("id-1", "/issuer", NOW, event);

        CloudEvent wire = codec.encode(logged);

        assertThat(codec.decode(wire)).isEqualTo(logged);
        assertThat(violations(EventType.of(event), json(wire))).isEmpty();
    }

    @Test
    void there_is_a_sample_of_every_type() {
        assertThat(samples().map(EventType::of)).containsAll(Arrays.asList(EventType.values()));
    }

    /** Release 0 would sign with a key that isn't {@code next}. */
    @Test
    void a_new_key_is_written_as_the_next_one() {
        samples()
                .filter(ControlEvent.KeyAdded.class::isInstance)
                .forEach(added -> assertThat(json(codec.encode(new LoggedEvent<>("id-1", "/issuer", NOW, added))))
                        .contains("\"next\":true"));
    }

    @Test
    void no_event_is_written_that_no_reader_takes() {
        String half = "a\ud800";
        for (ControlEvent event : List.of(
                new ControlEvent.Revoked("R", List.of(new Target(Handle.Kind.TENANT, half)), Effect.BLOCK, null, "ada"),
                new ControlEvent.RevocationLifted(
                        "R", List.of(new Target(Handle.Kind.FILE, half)), Effect.BLOCK, 1, null, "ada"),
                new ControlEvent.LinkSuspended(half, "ada"),
                new ControlEvent.LinkResumed(half, 1, "ada"),
                new ControlEvent.LinkClosed(half, null, "ada"),
                new ControlEvent.LinksClosed(List.of("ok", half), null, "ada"),
                new ControlEvent.LinkViewerRemoved("L", half, "ada"),
                new ControlEvent.KeyAdded("k", Map.of("kty", "EC"), "ada"))) {
            assertThatThrownBy(() -> codec.encode(new LoggedEvent<>("id-1", "/issuer", NOW, event)))
                    .as(event.toString())
                    .isInstanceOf(UnreadableEventException.class)
                    .isNotInstanceOf(UnknownEventException.class);
        }
    }

    /** The check knows each event by its class: one that is added with a handle must be added there too. */
    @ParameterizedTest
    @MethodSource("samples")
    void every_handle_that_an_event_changes_is_checked(EdgepassEvent event) {
        if (event instanceof ControlEvent control
                && !HandleChange.of(control, 1).isEmpty()) {
            String json = new String(
                    Objects.requireNonNull(codec.encode(new LoggedEvent<>("id-1", "/issuer", NOW, event))
                                    .getData())
                            .toBytes(),
                    StandardCharsets.UTF_8);
            for (HandleChange change : HandleChange.of(control, 1)) {
                String id = change.handle().id();
                if (!id.isEmpty()) {
                    CloudEvent broken = withData(
                            EventType.of(event).ceType(), json.replace('"' + id + '"', '"' + id + "\\ud800\""));
                    assertThatThrownBy(() -> codec.decode(broken)).isInstanceOf(UnreadableEventException.class);
                }
            }
        }
    }

    @Test
    void a_member_of_a_newer_program_is_ignored_and_a_missing_one_takes_its_default() {
        CloudEvent newer = withData(
                "dev.edgepass.link.created.v1",
                "{\"linkId\":\"l\",\"secretHash\":\"" + HASH
                        + "\",\"paths\":[\"a/\"],\"createdAt\":\"2026-11-22T12:00:00Z\",\"actor\":\"a\",\"colour\":\"red\"}");

        EdgepassEvent event = codec.decode(newer).data();

        assertThat(event).isInstanceOfSatisfying(ControlEvent.LinkCreated.class, created -> {
            assertThat(created.terms().allowDownload()).isFalse();
            assertThat(created.terms().allowedOrigins()).isEmpty();
        });
    }

    @Test
    void what_cannot_be_read_is_said_so() {
        assertThatThrownBy(() -> codec.decode(withData("dev.edgepass.link.created.v1", "{\"linkId\":\"l\"}")))
                .isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() -> codec.decode(withData("dev.edgepass.link.created.v1", "not json")))
                .isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() -> codec.decode(withData("com.example.other", "{}")))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("com.example.other");
    }

    private static Stream<EdgepassEvent> samples() {
        Target link = new Target(Handle.Kind.LINK, "l1");
        Target all = new Target(Handle.Kind.ALL, "");
        IssuanceEvent.Grant grant = new IssuanceEvent.Grant(
                "j1", "k1", "s1", "t1", "l1", List.of("a/"), true, List.of("https://app.example"), NOW, NOW, 7);
        LinkTerms everything = new LinkTerms(
                "Label",
                List.of("a/"),
                NOW,
                NOW,
                "$argon2id$",
                true,
                List.of("https://a.example"),
                3,
                true,
                "office",
                null,
                null);
        LinkTerms upload = new LinkTerms(
                null,
                List.of("a/"),
                null,
                null,
                null,
                false,
                List.of(),
                null,
                true,
                null,
                null,
                new LinkTerms.Upload(10, 1L << 40));
        String digest = "d".repeat(43);
        LinkTerms withDigest = everything.withDigest(digest);
        String coordinate = "A".repeat(43);
        return Stream.of(
                new ControlEvent.LinkCreated("l1", HASH, everything, "t1", "Ann", "g1", NOW, "admin"),
                new ControlEvent.LinkCreated("l1", HASH, LinkTerms.of("a/b.jpg"), null, null, null, NOW, "admin"),
                new ControlEvent.LinksCreated(
                        "g1",
                        List.of(new ControlEvent.LinksCreated.Member("l1", HASH, "Ann", null)),
                        everything,
                        "t1",
                        NOW,
                        "admin"),
                new ControlEvent.LinkCreated("l1", HASH, withDigest, "t1", null, null, NOW, "admin"),
                new ControlEvent.LinksCreated(
                        "g1",
                        List.of(new ControlEvent.LinksCreated.Member("l1", HASH, null, digest)),
                        everything.withDigest(null),
                        "t1",
                        NOW,
                        "admin"),
                new ControlEvent.LinkCreated("l1", HASH, upload, null, null, null, NOW, "admin"),
                new ControlEvent.LinkEdited("l1", upload, true, 4, "admin"),
                new ControlEvent.LinkEdited("l1", withDigest, false, 4, "admin"),
                new ControlEvent.LinksClosed(List.of("l1", "l2"), "done", "admin"),
                new ControlEvent.LinkViewerRemoved("l1", "v-1", "admin"),
                new ControlEvent.LinkEdited("l1", LinkTerms.of("a/"), true, 4, "admin"),
                new ControlEvent.LinkEdited("l1", everything, false, 4, "admin"),
                new ControlEvent.LinkSuspended("l1", "admin"),
                new ControlEvent.LinkResumed("l1", 4, "admin"),
                new ControlEvent.EpochBegan("topic", 7, "admin"),
                new ControlEvent.LogPadded("admin"),
                new ControlEvent.LinkClosed("l1", "done", "admin"),
                new ControlEvent.Revoked("r1", List.of(link, all), Effect.CUTOFF, "leaked", "admin"),
                new ControlEvent.RevocationLifted("r1", List.of(link), Effect.BLOCK, 5, List.of("r0"), "admin"),
                new ControlEvent.KeyAdded(
                        "k1",
                        Map.of("kty", "EC", "crv", "P-256", "kid", "k1", "x", coordinate, "y", coordinate),
                        "issuer"),
                new ControlEvent.KeyActivated("k1", 6, "admin"),
                new ControlEvent.KeyWithdrawn("k1", null, "admin"),
                new IssuanceEvent.TokenIssued(grant),
                new IssuanceEvent.TokenRefreshed(grant, "j0"),
                new UsageEvent.ViewsReported(
                        "i1",
                        3,
                        "FRA",
                        1,
                        9,
                        List.of(new UsageEvent.TokenViews(
                                "j1",
                                "v-1",
                                "l1",
                                "t1",
                                7,
                                List.of(1L, 9L),
                                12,
                                4_096,
                                2,
                                Map.of("DE", 12L),
                                List.of("0123abcd"),
                                2_900,
                                new UsageEvent.Granted(8, 40),
                                List.of(new UsageEvent.Refused("revoked", "lnk:l1", 2, 8, 9, 41, 42)))),
                        Map.of("bad-signature", 1L),
                        4),
                new UsageEvent.ViewsReported(
                        "i1",
                        1,
                        "FRA",
                        1,
                        1,
                        List.of(new UsageEvent.TokenViews(
                                "j1",
                                "u-1",
                                null,
                                null,
                                0,
                                List.of(),
                                0,
                                0,
                                0,
                                Map.of(),
                                List.of(),
                                0,
                                null,
                                List.of(new UsageEvent.Refused("expired", null, 1, 1, 1, 1, 1)))),
                        Map.of(),
                        0),
                new UsageEvent.ViewerErased("l1", "v-1", "admin"),
                new NoticeRaised("n1", "office", NoticeRaised.Kind.FIRST_OPEN, NOW, "l1", null, "Opened."),
                new FeedPublished(
                        "p1",
                        "topic",
                        7,
                        new FeedPublished.Replaced(6, 10, 40, 1_000),
                        12,
                        List.of(new FeedPublished.Head(11, 41, 1_100, 1_200)),
                        List.of(40L),
                        -3),
                new FeedPublished(
                        "p1",
                        "topic",
                        7,
                        new FeedPublished.Replaced(7, 12, 41, 0),
                        14,
                        List.of(new FeedPublished.Head(14, 42, 1_300, 1_400)),
                        List.of(),
                        0),
                new FeedPublished(
                        "p1", "topic", 7, null, 1, List.of(new FeedPublished.Head(1, 0, 1_100, 1_200)), List.of(), 0));
    }

    private static List<String> violations(EventType type, String json) throws IOException {
        try (InputStream schema = EventCodecTest.class.getResourceAsStream(type.schemaResource())) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(
                            json,
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    private static String json(CloudEvent event) {
        return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }

    private static CloudEvent withData(String type, String data) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withSource(java.net.URI.create("/issuer"))
                .withType(type)
                .withTime(NOW.atOffset(java.time.ZoneOffset.UTC))
                .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
