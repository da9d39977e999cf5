#!/bin/sh
# Runs workerd so that it ends with the process that started it. Miniflare starts what MINIFLARE_WORKERD_PATH names; workerd
# alone survives a killed parent and keeps its ports. The edge host names the real binary in EDGEPASS_WORKERD.
if command -v setpriv >/dev/null 2>&1 && setpriv --help 2>/dev/null | grep -q pdeathsig; then
  exec setpriv --pdeathsig KILL -- "$EDGEPASS_WORKERD" "$@"
fi
exec "$EDGEPASS_WORKERD" "$@"
