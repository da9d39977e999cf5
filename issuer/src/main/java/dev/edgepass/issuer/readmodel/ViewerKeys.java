package dev.edgepass.issuer.readmodel;

/**
 * Where a link's viewers are (docs/read-model.md), for a script that reads them in one step with what isn't of the projection.
 *
 * @param viewers who ever viewed the link
 * @param removed who was sent out, of all links
 * @param freed how many of {@code viewers} were, by link
 * @param progress how much of the issuance topic they are made from
 */
public record ViewerKeys(String viewers, String removed, String freed, String progress) {
    public static ViewerKeys of(String linkId) {
        return new ViewerKeys("ep:viewers:" + linkId, "ep:removed", "ep:freed", "ep:issuance");
    }
}
