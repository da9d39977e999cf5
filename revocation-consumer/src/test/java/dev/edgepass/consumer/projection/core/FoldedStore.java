package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.RemovalRecord;
import dev.edgepass.readmodel.RevocationRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a store would hold. */
final class FoldedStore {
    final Map<Handle, HandleState> handles = new HashMap<>();
    final Map<Handle, List<String>> active = new HashMap<>();
    final Map<String, LinkRecord> links = new HashMap<>();
    final Map<String, RevocationRecord> revocations = new HashMap<>();
    SigningKeys keys = SigningKeys.NONE;
    final Map<String, String> secrets = new HashMap<>();
    final Map<String, Long> linkChanges = new HashMap<>();
    final Map<String, List<String>> groups = new HashMap<>();
    final Map<String, RemovalRecord> removals = new HashMap<>();

    /** Folded one by one. */
    static FoldedStore of(List<ControlRecord> records) {
        FoldedStore store = new FoldedStore();
        records.forEach(record -> store.take(List.of(record)));
        return store;
    }

    void take(List<ControlRecord> batch) {
        ControlFold.Needs needs = ControlFold.needs(batch);
        ReadModel model = new ReadModel();
        needs.handles().stream()
                .filter(handles::containsKey)
                .forEach(handle -> model.putHandle(handle, handles.get(handle)));
        needs.active().stream()
                .filter(active::containsKey)
                .forEach(handle -> model.putActive(handle, active.get(handle)));
        needs.links().stream().filter(links::containsKey).map(links::get).forEach(model::putLink);
        needs.revocations().stream()
                .filter(revocations::containsKey)
                .map(revocations::get)
                .forEach(model::putRevocation);
        if (needs.keys()) {
            model.putKeys(keys);
        }
        ControlFold.fold(batch, model);
        handles.putAll(model.handles());
        handles.values().removeIf(HandleState::isClear);
        model.active().forEach((handle, ids) -> active.put(handle, List.copyOf(ids)));
        active.values().removeIf(List::isEmpty);
        links.putAll(model.links());
        revocations.putAll(model.revocations());
        keys = model.keys().orElse(keys);
        secrets.putAll(model.secrets());
        linkChanges.putAll(model.linkChanges());
        groups.putAll(model.groups());
        model.removals().forEach(removals::putIfAbsent);
    }

    List<Object> all() {
        return List.of(handles, active, links, revocations, keys.byKid(), secrets, linkChanges, groups, removals);
    }

    HandleState handle(Target target) {
        return handles.getOrDefault(target.handle(), HandleState.CLEAR);
    }

    List<String> active(Target target) {
        return active.getOrDefault(target.handle(), List.of());
    }
}
