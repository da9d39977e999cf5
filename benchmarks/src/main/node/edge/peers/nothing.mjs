// The do-nothing Worker: as many bytes, in a Blob as our Worker has them, with nothing decided and nothing looked up.
let blob;

export default {
  fetch(request, env) {
    blob ??= new Blob([new Uint8Array(Number(env.BYTES)).fill(7)]);
    return new Response(blob, { headers: { "content-type": "image/jpeg", "content-length": env.BYTES } });
  },
};
