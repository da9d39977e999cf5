-- A page of a set of tokens, in the order of their expiry, with what each grants, in one step.
-- KEYS: sorted set of jtis by expiry; ARGV: prefix of tokens, last jti of the page before or '', seconds: only those that expire later, now in seconds, most
-- Returns {{jti...}, {grant or false...}, live ones among them without a grant}, or false where the page before is gone.
local from
if ARGV[2] == '' then
  from = redis.call('ZCOUNT', KEYS[1], '-inf', ARGV[3])
else
  from = redis.call('ZRANK', KEYS[1], ARGV[2])
  if not from then
    return false
  end
  from = from + 1
end
local jtis = redis.call('ZRANGE', KEYS[1], from, from + ARGV[5] - 1)
if #jtis == 0 then
  return { jtis, {}, 0 }
end
local keys = {}
for i, jti in ipairs(jtis) do
  keys[i] = ARGV[1] .. jti
end
local grants = redis.call('MGET', unpack(keys))
local lost = 0
for i, jti in ipairs(jtis) do
  if not grants[i] and tonumber(redis.call('ZSCORE', KEYS[1], jti)) > tonumber(ARGV[4]) then
    lost = lost + 1
  end
end
return { jtis, grants, lost }
