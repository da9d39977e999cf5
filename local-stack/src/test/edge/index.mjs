// A Worker that shows what a location's bindings hold, and request.cf.
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/vars") {
      return Response.json({ cache: env.CACHE_NAME });
    }
    if (pathname === "/place") {
      return Response.json({ ...request.cf });
    }
    const value = await env.SEGMENTS.get(pathname.slice(1), "arrayBuffer");
    return new Response(value, { status: value === null ? 404 : 200 });
  },
};
