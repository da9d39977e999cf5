package dev.edgepass.edge.view;

/**
 * What a view asks for, by either route.
 *
 * @param token as the client sent it
 * @param path the key as it stands in the URL, percent-encoded
 * @param download whether it is to be saved as a file
 * @param bearer whether the token came in {@code Authorization}
 */
record ViewRequest(String token, String path, boolean download, boolean bearer) {}
