-- A page of a link's viewers, in the order of their first tokens, in one step.
-- KEYS: the link's viewers, removed viewers; ARGV: prefix of subjects' live tokens, prefix of tokens, last subject of the page before or '', most, now in seconds
-- Returns {subject, first issue (s), last known issue (s) or false, tokens that haven't expired, removal or false} of each, or false where the page before is gone.
local NEWEST = 10

-- The tokens that expire last were issued last, or are cut to the link's own end.
local function last_issue(jtis)
  local last = false
  for _, jti in ipairs(jtis) do
    local grant = redis.call('GET', ARGV[2] .. jti)
    if grant then
      last = math.max(last or 0, cjson.decode(grant).issuedAt)
    end
  end
  return last
end

local from = 0
if ARGV[3] ~= '' then
  local rank = redis.call('ZRANK', KEYS[1], ARGV[3])
  if not rank then
    return false
  end
  from = rank + 1
end
local members = redis.call('ZRANGE', KEYS[1], from, from + ARGV[4] - 1, 'WITHSCORES')
local page = {}
for i = 1, #members, 2 do
  local live = ARGV[1] .. members[i]
  page[#page + 1] = {
    members[i],
    tonumber(members[i + 1]),
    last_issue(redis.call('ZREVRANGE', live, 0, NEWEST - 1)),
    redis.call('ZCOUNT', live, '(' .. ARGV[5], '+inf'),
    redis.call('HGET', KEYS[2], members[i]),
  }
end
return page
