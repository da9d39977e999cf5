package dev.edgepass.issuer.sharelink.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.sharelink.closing.ClosingRequest.Closing;
import dev.edgepass.issuer.sharelink.closing.ClosingRequest.Selection;
import dev.edgepass.issuer.sharelink.list.SmallIndex;
import dev.edgepass.issuer.testing.TestIssuer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClosingsIT {
    @Test
    void links_that_are_too_many_to_be_listed_are_closed_all_the_same() {
        try (SmallIndex small = new SmallIndex(9)) {
            small.fill();
            small.add("one-too-many");
            TestIssuer issuer = small.issuer();
            Closings closings = new Closings(
                    issuer.bean(EventLog.class),
                    issuer.bean(ReadModel.class),
                    issuer.bean(ReadYourWrites.class),
                    small.lists(),
                    issuer.bean(AllLinks.class));

            Closings.Closed closed = closings.close(
                    new Closing(new Selection.Creator("u", null), null), new Caller("u", null, List.of(), Set.of()));

            assertThat(closed.ids()).containsExactly("one-too-many", "link-2", "link-1", "link-0");
            assertThat(closed.more()).isFalse();
        }
    }
}
