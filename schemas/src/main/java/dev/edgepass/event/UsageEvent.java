package dev.edgepass.event;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The usage topic's events: what the edge counted of views (docs/views.md). Times are milliseconds since the epoch by the edge's clock. No address and no user agent
 * is in them, and every count is a lower bound.
 */
public sealed interface UsageEvent extends EdgepassEvent {
    /**
     * A part of one isolate's report: the tokens of one partition. The parts of a report share isolate and number, and one that comes again counts once.
     *
     * @param isolate id of the isolate, random
     * @param number of the report, from 1 and without a gap in an isolate's life
     * @param location Cloudflare's name of the data centre ({@code cf.colo}), such as {@code FRA}
     * @param from when the first of what is reported happened
     * @param until when the last did
     * @param tokens what was counted of tokens with a good signature
     * @param refusals of requests without such a token, by {@link dev.edgepass.decision.Refusal#code}
     * @param dropped requests that weren't counted by token, since the isolate's memory was full
     */
    record ViewsReported(
            String isolate,
            long number,
            String location,
            long from,
            long until,
            List<TokenViews> tokens,
            Map<String, Long> refusals,
            long dropped)
            implements UsageEvent {
        public ViewsReported {
            Objects.requireNonNull(isolate, "isolate");
            Objects.requireNonNull(location, "location");
            tokens = tokens == null ? List.of() : List.copyOf(tokens);
            refusals = refusals == null ? Map.of() : Map.copyOf(refusals);
        }
    }

    /**
     * What one isolate counted of one token since its report before.
     *
     * @param jti the token's, as are the claims that follow
     * @param position claim {@code pos}
     * @param opens when a view was granted that followed on none for {@link #OPEN_AFTER}, by this isolate's memory
     * @param requests granted
     * @param bytes offered in answers to them
     * @param objects how many distinct objects they were for, since the isolate began
     * @param countries of the requests ({@code cf.country}), by ISO 3166-1 alpha-2, counted
     * @param networks of the requests: hashes under a key of {@code week} that only the Worker has, four hex digits for the autonomous system ({@code 0000} where it
     *     isn't known) and four for the address prefix
     * @param week number of the UTC week, from 1970-01-05
     * @param granted the last view that was granted; null where none was
     */
    record TokenViews(
            String jti,
            String subject,
            @Nullable String linkId,
            @Nullable String tenant,
            long position,
            List<Long> opens,
            long requests,
            long bytes,
            int objects,
            Map<String, Long> countries,
            List<String> networks,
            long week,
            @Nullable Granted granted,
            List<Refused> refused) {
        /** Milliseconds without a granted view after which the next one is an open. */
        public static final long OPEN_AFTER = 30 * 60 * 1_000L;

        public TokenViews {
            Objects.requireNonNull(jti, "jti");
            Objects.requireNonNull(subject, "subject");
            opens = opens == null ? List.of() : List.copyOf(opens);
            countries = countries == null ? Map.of() : Map.copyOf(countries);
            networks = networks == null ? List.of() : List.copyOf(networks);
            refused = refused == null ? List.of() : List.copyOf(refused);
        }

        /** By which a report is split over the topic's partitions, and a record's key: the link, or the subject of a token without one. */
        public String owner() {
            return linkId == null ? subject : linkId;
        }
    }

    /**
     * @param at when
     * @param position of the head on which it was decided
     */
    record Granted(long at, long position) {}

    /**
     * Refused requests of a token with a good signature.
     *
     * @param reason {@link dev.edgepass.decision.Refusal#code}
     * @param handle the handle that matched, with {@code revoked} and {@code blocked}; null where the token is older than all that the feed still has
     * @param firstAt when the first was
     * @param lastAt when the last was
     * @param firstPosition of the head on which the first was decided
     * @param lastPosition of the head on which the last was decided
     */
    record Refused(
            String reason,
            @Nullable String handle,
            long count,
            long firstAt,
            long lastAt,
            long firstPosition,
            long lastPosition) {
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * What is known of a viewer's views was erased: counts so far are dropped, later reports of that viewer aren't counted.
     *
     * @param linkId whose viewer it is
     * @param actor the subject of the login that asked for it
     */
    record ViewerErased(String linkId, String subject, String actor) implements UsageEvent {
        public ViewerErased {
            Objects.requireNonNull(linkId, "linkId");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(actor, "actor");
        }
    }
}
