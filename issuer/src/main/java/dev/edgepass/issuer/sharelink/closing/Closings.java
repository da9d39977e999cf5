package dev.edgepass.issuer.sharelink.closing;

import dev.edgepass.event.ControlEvent.LinksClosed;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.sharelink.ShareLinks;
import dev.edgepass.issuer.sharelink.closing.ClosingRequest.Closing;
import dev.edgepass.issuer.sharelink.closing.ClosingRequest.Selection;
import dev.edgepass.issuer.sharelink.list.LinkLists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Ends many share links with one record: all of them or none. Thread-safe. */
@Component
class Closings {
    /** Of one record, as with a bulk revocation: the projection takes it in one step. */
    private static final int MOST = 10_000;

    private final EventLog log;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final LinkLists lists;
    private final AllLinks allLinks;

    /**
     * What was closed.
     *
     * @param more whether some are left, as there were too many for one record, or may be, as the read model is behind
     */
    record Closed(List<String> ids, boolean more, EventLog.Written written) {}

    Closings(EventLog log, ReadModel readModel, ReadYourWrites readYourWrites, LinkLists lists, AllLinks allLinks) {
        this.log = log;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.lists = lists;
        this.allLinks = allLinks;
    }

    /**
     * Closes them. One that was closed before stays as it was, and isn't on the log again.
     *
     * @throws ProblemException {@code link-not-found}, also where one of them is another owner's; {@code forbidden}
     */
    Closed close(Closing closing, Caller caller) {
        List<String> ids = new ArrayList<>();
        Map<String, EventLog.Written> before = new HashMap<>();
        boolean behind = false;
        Selection selection = closing.selection();
        if (selection instanceof Selection.Links links) {
            requireOwn(links.ids(), caller, before);
            ids.addAll(links.ids());
        } else if (selection instanceof Selection.Group group) {
            ids.addAll(ofGroup(group.id(), caller, before));
        } else if (selection instanceof Selection.Creator creator) {
            ids.addAll(openOf(creator, caller));
            behind = readYourWrites.isBehind();
        }
        boolean more = ids.size() > MOST;
        List<String> closed = List.copyOf(more ? ids.subList(0, MOST) : ids);
        List<String> open =
                closed.stream().filter(id -> !before.containsKey(id)).toList();
        EventLog.Written written = open.isEmpty()
                ? Collections.max(before.values(), Comparator.comparingLong(EventLog.Written::position))
                : log.append(new LinksClosed(open, closing.reason(), caller.subject()), null);
        return new Closed(closed, more || behind, written);
    }

    /** An admin's word is enough where the read model can't say: revoking needs Kafka only (ADR 1). */
    private void requireOwn(Set<String> ids, Caller caller, Map<String, EventLog.Written> before) {
        try {
            readYourWrites.find(
                    () -> Optional.of(own(ids, caller, before)).filter(own -> own.containsAll(ids)),
                    () -> notFound(List.copyOf(ids), own(ids, caller, before)));
        } catch (ProblemException e) {
            if (!e.is(ProblemType.READ_MODEL_UNAVAILABLE) || !caller.is(Role.ADMIN)) {
                throw e;
            }
        }
    }

    private static ProblemException notFound(List<String> ids, Set<String> own) {
        int number = 0;
        while (number < ids.size() - 1 && own.contains(ids.get(number))) {
            number++;
        }
        return ProblemType.LINK_NOT_FOUND.because(
                "Nothing was closed: check the id that is number " + (number + 1) + " of those that differ.");
    }

    private List<String> ofGroup(String group, Caller caller, Map<String, EventLog.Written> before) {
        return readYourWrites.find(
                () -> Optional.of(readModel.group(group))
                        .filter(ids ->
                                !ids.isEmpty() && own(ids, caller, before).containsAll(ids)),
                () -> ProblemType.LINK_NOT_FOUND.because("Nothing was closed: check the group's id."));
    }

    /** Which of them are the caller's to close; {@code before} gets those that are closed. */
    private Set<String> own(Collection<String> ids, Caller caller, Map<String, EventLog.Written> before) {
        Set<String> own = new HashSet<>();
        allLinks.read(
                ids,
                portion -> portion.stream()
                        .filter(link -> ShareLinks.mayChange(caller, link))
                        .forEach(link -> {
                            own.add(link.id());
                            ShareLinks.closing(link).ifPresent(written -> before.put(link.id(), written));
                        }));
        return own;
    }

    private List<String> openOf(Selection.Creator creator, Caller caller) {
        if (!caller.isLogin(creator.subject(), creator.tenant()) && !caller.is(Role.ADMIN)) {
            throw ProblemType.FORBIDDEN.because("Only an admin closes the links of others.");
        }
        return readYourWrites.find(
                () -> Optional.of(lists.openOf(creator.subject(), creator.tenant(), MOST + 1))
                        .filter(open -> !open.isEmpty()),
                () -> ProblemType.LINK_NOT_FOUND.because("There is no open share link of that subject and tenant."));
    }
}
