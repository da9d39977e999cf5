// The do-nothing Worker: as many bytes, with nothing decided and nothing looked up.
let bytes;

export default {
  fetch(request, env) {
    bytes ??= new Uint8Array(Number(env.BYTES)).fill(7);
    return new Response(bytes, { headers: { "content-type": "image/jpeg", "content-length": env.BYTES } });
  },
};
