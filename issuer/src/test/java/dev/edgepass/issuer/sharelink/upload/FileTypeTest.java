package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {
    private final FileType types = new FileType(type -> true);

    @ParameterizedTest
    @CsvSource({
        "a.jpg, ffd8ffe000104a46494600010100000100010000",
        "A.JPEG, ffd8ffe000104a46494600010100000100010000",
        "a.png, 89504e470d0a1a0a0000000d49484452",
        "a.gif, 47494638396101000100",
        "a.webp, 524946460000000057454250565038200000000000000000",
        "a.heic, 0000001866747970686569630000000068656963",
        "a.heic, 00000018667479706d6966310000000068656963",
        "a.avif, 0000001866747970617669660000000061766966",
        "a.mp4, 000000186674797069736f6d0000020069736f6d69736f32",
        "a.mp4, 00000018667479706d7034320000000069736f6d",
        "a.mov, 00000014667479707174202000000000",
        "a.m4a, 00000018667479704d344120000000006d703432",
        "a.mkv, 1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61",
        "a.webm, 1a45dfa39f4286810142f7810142f2810442f381084282847765626d00000000",
        "a.mp3, 49443303000000000000",
        "a.flac, 664c614300000022",
        "a.wav, 524946460000000057415645666d7420",
        "a.ogg, 4f6767530002000000000000000000000000000000000000000000011e01766f72626973",
        "a.pdf, 255044462d312e370a",
        "a.zip, 504b03041400000008000000",
        "a.ts, 474000100000",
        "a.raw, 0001020304050607",
        "noending, 0001020304050607",
    })
    void a_file_that_is_what_its_name_says_may_become_media(String name, String hex) {
        assertThat(types.refusal(name, HexFormat.of().parseHex(hex))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, hello",
        "a.csv, 'a,b'",
        "a.json, '{\"a\":1}'",
        "a.vtt, 'WEBVTT\n\n00:00.000 --> 00:01.000\nhi'",
        "a.srt, '1\n00:00:00,000 --> 00:00:01,000\nhi\n'",
        "a.m3u8, '#EXTM3U\n#EXT-X-VERSION:3\n'",
        "a.mpd, '<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">'",
        // Said by the name; the edge serves it without its scripts.
        "a.svg, '<svg xmlns=\"http://www.w3.org/2000/svg\"/>'",
    })
    void texts_are_known_by_their_endings(String name, String text) {
        assertThat(types.refusal(name, text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, '<!DOCTYPE html><html><script>'",
        "a.txt, '<!DOCTYPE html><html><script>'",
        "a.csv, '<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">'",
        "a.json, '<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">'",
        "a.txt, '#!/bin/sh\nrm -rf /'",
        "a, '<?php echo 1; ?>'",
        "a.raw, '@echo off\r\n'",
        "a.mp4, 'just text'",
        "a.png, 'GIF89a and more'",
        "a.pdf, '%!PS-Adobe-3.0'",
        "a.exe, 'MZ, and a program'",
    })
    void what_says_something_else_is_refused(String name, String text) {
        assertThat(types.refusal(name, text.getBytes(StandardCharsets.ISO_8859_1)))
                .hasValueSatisfying(detail -> assertThat(detail).contains("first bytes say"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.bin, 7f454c4602010100",
        "a.jpg, 7f454c4602010100",
        "a.dat, cafebabe00000034",
        "a.dat, 4657530900000000"
    })
    void programs_are_refused_under_any_ending(String name, String hex) {
        assertThat(types.refusal(name, HexFormat.of().parseHex(hex))).isPresent();
    }

    /** docs/upload-links.md says so. */
    @ParameterizedTest
    @CsvSource({
        // A JAR and an MSI.
        "a.dat, 504b030414000808080000002100000000000000000000000000000000001400, application/zip",
        "a.dat, d0cf11e0a1b11ae1000000000000000000000000000000003e00030000000000, application/x-tika-msoffice",
        // JavaScript, VBScript and PowerShell.
        "a.txt, 616c65727428646f63756d656e742e636f6f6b6965293b0a, text/plain",
        "a.txt, 536574207368656c6c203d204372656174654f626a6563742822575363726970742e5368656c6c22290a, text/plain",
        "a.txt, 496e766f6b652d576562526571756573742068747470733a2f2f652e6578616d706c65207c206965780a, text/plain",
    })
    void programs_that_first_bytes_do_not_tell_are_taken_for_what_they_look_like(String name, String hex, String type) {
        byte[] head = HexFormat.of().parseHex(hex);

        assertThat(FileType.detect(head)).isEqualTo(type);
        assertThat(types.refusal(name, head)).isEmpty();
    }

    @Test
    void a_type_that_may_not_be_uploaded_is_refused_whatever_its_bytes() {
        FileType images = new FileType(type -> type.type().equals("image"));

        assertThat(images.refusal("a.pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)))
                .hasValue("application/pdf may not be uploaded here.");
    }
}
