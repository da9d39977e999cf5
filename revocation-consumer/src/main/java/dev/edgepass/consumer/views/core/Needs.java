package dev.edgepass.consumer.views.core;

import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.feed.Handle;
import dev.edgepass.readmodel.ViewCounts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has to be known before records are folded. */
public record Needs(
        Set<HashField> counts,
        Set<HashField> receipts,
        Set<HashField> grants,
        Set<String> locations,
        Set<String> isolates) {
    /** Characters of a handle: a path of an object has no more than a thousand. */
    private static final int LONGEST_HANDLE = 2_048;

    public static Needs of(List<UsageRecord> records) {
        Needs needs = new Needs(
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>());
        for (UsageRecord message : records) {
            if (message.event() instanceof ViewsReported reported) {
                needs.isolates.add(reported.isolate());
                needs.locations.add(reported.location());
                reported.tokens().forEach(views -> needs.add(views, reported.location()));
            } else if (message.event() instanceof ViewerErased erased) {
                needs.addCounts(erased.linkId(), erased.subject());
            }
        }
        return needs;
    }

    private void add(TokenViews views, String location) {
        addCounts(views.owner(), views.subject());
        if (views.granted() != null) {
            grantHandles(views).forEach(handle -> grants.add(new HashField(handle.toString(), location)));
        }
        views.refused()
                .forEach(refused -> refusingHandle(refused)
                        .ifPresent(handle -> receipts.add(new HashField(handle.toString(), location))));
    }

    private void addCounts(String owner, String viewer) {
        counts.add(new HashField(owner, ViewCounts.ALL_VIEWERS));
        counts.add(new HashField(owner, viewer));
    }

    /** By which a granted view can be asked for: the link and the subject. */
    static List<Handle> grantHandles(TokenViews views) {
        Handle subject = new Handle(Handle.Kind.SUBJECT, views.subject());
        return views.linkId() == null
                ? List.of(subject)
                : List.of(new Handle(Handle.Kind.LINK, views.linkId()), subject);
    }

    /** Empty where none is named, or what is named isn't one. */
    static Optional<Handle> refusingHandle(Refused refused) {
        String handle = refused.handle();
        if (handle == null || handle.length() > LONGEST_HANDLE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Handle.parse(handle));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
