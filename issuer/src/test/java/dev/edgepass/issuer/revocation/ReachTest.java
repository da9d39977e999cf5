package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.readmodel.LiveToken;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.TokenRecord;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final LiveToken TOKEN =
            new LiveToken("t1", new TokenRecord("v-1", "acme", "l1", List.of("a/b/", "c.jpg"), 50, 0, 100));

    private static final List<String> PATHS = List.of(
            "a/",
            "a/b/",
            "a/b/1.jpg",
            "a/b/1.jpg.thumb.webp",
            "a/b/2.jpg",
            "a/3.jpg",
            "ab/",
            "ab/4.jpg",
            "5.jpg",
            "5.jpg.thumb.webp");

    /** Those that are named, and one more in each folder, since nobody can name all. */
    private static final List<String> OBJECTS = List.of(
            "a/b/1.jpg",
            "a/b/1.jpg.thumb.webp",
            "a/b/2.jpg",
            "a/b/other",
            "a/3.jpg",
            "a/other",
            "ab/4.jpg",
            "ab/other",
            "5.jpg",
            "5.jpg.thumb.webp");

    @Test
    void a_token_is_met_by_each_of_its_handles_and_by_no_other() {
        for (Target target : List.of(
                target(Handle.Kind.ALL, ""),
                target(Handle.Kind.TOKEN, "t1"),
                target(Handle.Kind.SUBJECT, "v-1"),
                target(Handle.Kind.LINK, "l1"),
                target(Handle.Kind.TENANT, "acme"))) {
            assertThat(takes(Map.of(), target)).as(target.toString()).isTrue();
        }
        assertThat(takes(Map.of(), target(Handle.Kind.TOKEN, "v-1"))).isFalse();
        assertThat(takes(Map.of(), target(Handle.Kind.LINK, "l2"))).isFalse();
    }

    @Test
    void paths_meet_above_at_and_below_what_the_token_opens() {
        for (String folder : List.of("a/", "a/b/", "a/b/deep/er/")) {
            assertThat(takes(Map.of(), target(Handle.Kind.FOLDER, folder)))
                    .as(folder)
                    .isTrue();
        }
        for (String file : List.of("c.jpg", "a/b/x.jpg")) {
            assertThat(takes(Map.of(), target(Handle.Kind.FILE, file))).as(file).isTrue();
        }
        for (String other : List.of("a/bb/", "b/", "c.jpg/", "a/c/")) {
            assertThat(takes(Map.of(), target(Handle.Kind.FOLDER, other)))
                    .as(other)
                    .isFalse();
        }
        for (String other : List.of("a/x.jpg", "c.jpeg", "b/x.jpg")) {
            assertThat(takes(Map.of(), target(Handle.Kind.FILE, other)))
                    .as(other)
                    .isFalse();
        }
    }

    @Test
    void a_token_that_is_refused_already_is_not_counted_again() {
        Target link = target(Handle.Kind.LINK, "l1");

        assertThat(takes(Map.of(handle(Handle.Kind.SUBJECT, "v-1"), new HandleState(0, 7)), link))
                .isFalse();
        assertThat(takes(Map.of(Handle.ALL, new HandleState(51, 0)), link)).isFalse();
        assertThat(takes(Map.of(Handle.ALL, new HandleState(50, 0)), link)).isTrue();
    }

    @Test
    void a_token_of_which_a_part_is_refused_loses_the_rest() {
        HandleState blocked = new HandleState(0, 7);
        Target link = target(Handle.Kind.LINK, "l1");
        Map<Handle, HandleState> part = Map.of(handle(Handle.Kind.FOLDER, "a/"), blocked);
        Map<Handle, HandleState> whole =
                Map.of(handle(Handle.Kind.FOLDER, "a/"), blocked, handle(Handle.Kind.FILE, "c.jpg"), blocked);

        assertThat(takes(part, link)).isTrue();
        assertThat(takes(part, target(Handle.Kind.FOLDER, "a/b/"))).isFalse();
        assertThat(takes(part, target(Handle.Kind.FILE, "a/b/x.jpg"))).isFalse();
        assertThat(takes(whole, link)).isFalse();
    }

    @Test
    void one_of_many_paths_below_a_scope_that_is_not_refused_is_enough() {
        Map<Handle, HandleState> states = Map.of(handle(Handle.Kind.FILE, "a/b/1.jpg"), new HandleState(0, 7));

        assertThat(takes(states, target(Handle.Kind.FILE, "a/b/1.jpg"))).isFalse();
        assertThat(takes(states, target(Handle.Kind.FILE, "a/b/1.jpg"), target(Handle.Kind.FILE, "a/b/2.jpg")))
                .isTrue();
    }

    @Test
    void a_token_for_a_thumbnail_is_met_by_the_object_that_it_shows() {
        LiveToken token =
                new LiveToken("t1", new TokenRecord("v-1", null, null, List.of("c.jpg.thumb.webp"), 50, 0, 100));
        Target shown = target(Handle.Kind.FILE, "c.jpg");

        assertThat(reach(Map.of(), shown).takesFrom(token)).isTrue();
        assertThat(reach(
                                Map.of(handle(Handle.Kind.FILE, "c.jpg"), new HandleState(0, 7)),
                                target(Handle.Kind.TOKEN, "t1"))
                        .takesFrom(token))
                .isFalse();
    }

    @Test
    void a_link_that_opens_nothing_already_loses_nothing() {
        Target folder = target(Handle.Kind.FOLDER, "b/");
        LinkRecord open = link(LinkRecord.State.ACTIVE, null);

        assertThat(takes(Map.of(), open, folder)).isTrue();
        assertThat(takes(Map.of(), open, target(Handle.Kind.FOLDER, "x/"))).isFalse();
        assertThat(takes(Map.of(), link(LinkRecord.State.CLOSED, null), folder)).isFalse();
        assertThat(takes(Map.of(), link(LinkRecord.State.SUSPENDED, null), folder))
                .isFalse();
        assertThat(takes(Map.of(), link(LinkRecord.State.ACTIVE, NOW), folder)).isFalse();
        assertThat(takes(Map.of(handle(Handle.Kind.LINK, "l1"), new HandleState(0, 7)), open, folder))
                .isFalse();
        assertThat(takes(Map.of(handle(Handle.Kind.FOLDER, "a/"), new HandleState(0, 7)), open, folder))
                .as("the issuer mints nothing while one path is blocked")
                .isFalse();
    }

    @Test
    void a_cutoff_takes_nothing_from_what_a_link_will_open() {
        Map<Handle, HandleState> cut = Map.of(handle(Handle.Kind.LINK, "l1"), new HandleState(90, 0));

        assertThat(takes(cut, link(LinkRecord.State.ACTIVE, null), target(Handle.Kind.LINK, "l1")))
                .isTrue();
    }

    /** The edge's rule, object by object, before and after, on few enough names that all cases come up. */
    @Test
    void it_is_what_the_edges_rule_says_of_some_object() {
        Random random = new Random(20_261_125);
        List<Handle> handles = new ArrayList<>(TOKEN.handles());
        PATHS.forEach(path -> handles.add(handle(path.endsWith("/") ? Handle.Kind.FOLDER : Handle.Kind.FILE, path)));
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            Map<Handle, HandleState> states = new HashMap<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                states.put(
                        handles.get(random.nextInt(handles.size())),
                        new HandleState(random.nextInt(100), random.nextInt(3) == 0 ? 7 : 0));
            }
            Target[] targets = random.ints(1 + random.nextInt(3), 0, handles.size())
                    .mapToObj(handles::get)
                    .map(handle -> target(handle.kind(), handle.id()))
                    .toArray(Target[]::new);
            LiveToken token = new LiveToken(
                    "t1",
                    new TokenRecord(
                            "v-1",
                            "acme",
                            "l1",
                            List.of(PATHS.get(random.nextInt(PATHS.size())), PATHS.get(random.nextInt(PATHS.size()))),
                            random.nextInt(100),
                            0,
                            100));

            boolean takes = reach(states, targets).takesFrom(token);

            if (takes != someObjectIsLost(token, states, List.of(targets))) {
                fail("case " + i + ": " + takes + " for " + token + ", " + states + ", " + List.of(targets));
            }
            taken += takes ? 1 : 0;
        }
        assertThat(taken).isBetween(2_000, 18_000);
    }

    private static boolean someObjectIsLost(LiveToken token, Map<Handle, HandleState> states, List<Target> targets) {
        return OBJECTS.stream()
                .map(key -> ObjectKey.parse(key, JdkNfc.INSTANCE))
                .filter(key -> token.grant().paths().stream().anyMatch(path -> new Scope(path).covers(key)))
                .anyMatch(key -> {
                    List<Handle> met = new ArrayList<>(token.handles());
                    met.addAll(Handle.of(key));
                    boolean refusedNow = met.stream()
                            .map(handle -> states.getOrDefault(handle, HandleState.CLEAR))
                            .anyMatch(state -> state.blocked() || token.grant().position() < state.cutoff());
                    return !refusedNow && targets.stream().map(Target::handle).anyMatch(met::contains);
                });
    }

    private static boolean takes(Map<Handle, HandleState> states, Target... targets) {
        return reach(states, targets).takesFrom(TOKEN);
    }

    private static boolean takes(Map<Handle, HandleState> states, LinkRecord link, Target target) {
        return reach(states, target).takesFrom(link, NOW);
    }

    private static Reach reach(Map<Handle, HandleState> states, Target... targets) {
        return new Reach(
                new TargetIndex(Stream.of(targets).toList()), handle -> states.getOrDefault(handle, HandleState.CLEAR));
    }

    private static LinkRecord link(LinkRecord.State state, Instant expiresAt) {
        return new LinkRecord(
                "l1",
                new LinkTerms(
                        null,
                        List.of("a/", "b/"),
                        null,
                        expiresAt,
                        null,
                        false,
                        List.of(),
                        null,
                        false,
                        null,
                        null,
                        null),
                null,
                NOW,
                "boss",
                null,
                null,
                state,
                3,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    private static Target target(Handle.Kind kind, String id) {
        return new Target(kind, id);
    }

    private static Handle handle(Handle.Kind kind, String id) {
        return new Handle(kind, id);
    }
}
