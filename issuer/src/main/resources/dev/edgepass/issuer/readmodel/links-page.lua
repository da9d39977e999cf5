-- A page of share links, newest first, in one step.
-- KEYS: sorted set of links; ARGV: prefix of links, last id of the page before or '', most links, bytes after which the page ends
-- Returns {ids, link or false of each, 1 where there are more}, or false where the last id of the page before is gone.
local from = 0
if ARGV[2] ~= '' then
  local rank = redis.call('ZREVRANK', KEYS[1], ARGV[2])
  if not rank then
    return false
  end
  from = rank + 1
end
local found = redis.call('ZREVRANGE', KEYS[1], from, from + ARGV[3])
local ids, links, bytes = {}, {}, 0
for i, id in ipairs(found) do
  if i > tonumber(ARGV[3]) or bytes >= tonumber(ARGV[4]) then
    return { ids, links, 1 }
  end
  local link = redis.call('GET', ARGV[1] .. id)
  ids[i], links[i] = id, link
  bytes = bytes + (link and #link or 0)
end
return { ids, links, 0 }
