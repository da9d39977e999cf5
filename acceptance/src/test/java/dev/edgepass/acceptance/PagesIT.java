package dev.edgepass.acceptance;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Gallery, console, share page and upload page in a real browser. Needs Chromium on the machine; {@code .ci/run} installs it. */
class PagesIT {
    @Test
    void the_three_pages_do_their_work_in_a_browser() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run(
                "pages",
                stack.issuer().toString(),
                stack.login("--sub", "gallery", "--paths", SharedStack.PICTURES),
                stack.login("--sub", "console", "--admin"),
                stack.login(DocumentedCommand.command("./edgepass login --sub otto --auditor")),
                SharedStack.PICTURES);
    }

    @Test
    void a_share_page_is_good_to_look_at_in_each_of_its_states() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run("share-look", stack.issuer().toString(), stack.login("--sub", "share-look", "--admin"));
    }

    @Test
    void the_console_is_good_to_look_at_and_says_what_is_so() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run(
                "console-look",
                stack.issuer().toString(),
                stack.login("--sub", "console-look", "--admin"),
                stack.login("--sub", "console-owner", "--paths", SharedStack.PICTURES),
                stack.login("--sub", "console-newcomer", "--paths", SharedStack.PICTURES),
                stack.data().resolve("keys/login.jwk").toString(),
                SharedStack.HANDING_OVER);
    }

    @Test
    void a_reload_transfers_no_byte_of_media() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run(
                "reload",
                stack.issuer().toString(),
                stack.login("--sub", "reload", "--paths", "reload/"),
                stack.login("--sub", "reload-admin", "--admin"),
                "reload/");
    }

    @Test
    void an_upload_link_receives_files_that_its_owner_accepts() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run(
                "upload",
                stack.issuer().toString(),
                stack.login("--sub", "receiver", "--admin"),
                stack.login("--sub", "otto", "--auditor"));
    }

    @Test
    void an_apps_page_shows_media_by_the_client_in_a_browser() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run(
                "client",
                stack.issuer().toString(),
                stack.login("--sub", "client", "--paths", SharedStack.PICTURES + ",client/long.wav"),
                stack.login("--sub", "operator", "--admin"),
                SharedStack.PICTURES,
                SharedStack.takeAppPort());
    }

    @Test
    void the_files_that_up_names_open_gallery_and_console_with_a_login() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();

        Chromium.run(
                "open-pages",
                stack.issuer().toString(),
                stack.data().resolve("open-gallery.html").toUri().toString(),
                stack.data().resolve("open-console.html").toUri().toString());
    }
}
