package dev.edgepass.issuer.views;

/**
 * A report whose signature is good. Its body isn't parsed yet. Only {@link UsageSecrets} makes one.
 *
 * @param isolate that signed it, as its id says
 * @param number of the report, from 1
 * @param secret the name of the secret, for limits; never the secret
 */
public record SignedReport(String isolate, long number, String secret) {
    /** Of the request, where it is once it was verified. */
    public static final String ATTRIBUTE = "dev.edgepass.issuer.views.report";
}
