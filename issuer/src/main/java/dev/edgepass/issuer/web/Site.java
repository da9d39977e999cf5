package dev.edgepass.issuer.web;

/** Where an endpoint is, if the pages with logins have a host of their own ({@code edgepass.console-url}). Without one every endpoint is everywhere. */
public enum Site {
    ANY,

    /** Where people log in. */
    CONSOLE,

    /** Where anybody opens a link: any host but the console's. */
    SHARE
}
