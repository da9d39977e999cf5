package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.sharelink.ShareLinkController;
import java.time.Clock;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /share-links}. */
@RestController
@RequestMapping(ShareLinkController.PATH)
class LinkListController {
    private final LinkLists lists;
    private final Clock clock;

    LinkListController(LinkLists lists, Clock clock) {
        this.lists = lists;
        this.clock = clock;
    }

    @GetMapping
    LinkLists.Page list(LinkQuery query, @AuthenticationPrincipal Caller caller) {
        return lists.list(caller, query.parse(clock.instant(), caller));
    }
}
