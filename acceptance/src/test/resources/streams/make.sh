#!/bin/sh
# Makes hls/ and dash/ anew: a test picture that counts the seconds and a quiet tone, 20 s, 160x90.
set -eu
cd "$(dirname "$0")"
rm -rf hls dash
mkdir -p hls/video dash

encode() {
  ffmpeg -v error -f lavfi -i testsrc=duration=20:size=160x90:rate=10 -f lavfi -i sine=frequency=220:duration=20:sample_rate=16000 \
    -c:v libx264 -profile:v baseline -pix_fmt yuv420p -crf 30 -g 20 -keyint_min 20 -sc_threshold 0 -c:a aac -b:a 16k -ac 1 -bitexact "$@"
}

encode -f hls -hls_time 2 -hls_playlist_type vod -hls_segment_type fmp4 -hls_fmp4_init_filename init.mp4 \
  -hls_segment_filename 'hls/%v/segment-%d.m4s' -master_pl_name index.m3u8 -var_stream_map 'v:0,a:0,name:video' 'hls/%v/index.m3u8'

encode -f dash -seg_duration 2 -single_file 1 -single_file_name 'track-$RepresentationID$.mp4' \
  -adaptation_sets 'id=0,streams=v id=1,streams=a' dash/manifest.mpd
