-- A page of share links with their words, newest first, in one step. Behind the function link_with_words.
-- KEYS: sorted set of links; ARGV: last id of the page before or '', most links, bytes after which the page ends
-- Returns {ids, link or false of each, 1 where there are more}, or false where the last id of the page before is gone.
local from = 0
if ARGV[1] ~= '' then
  local rank = redis.call('ZREVRANK', KEYS[1], ARGV[1])
  if not rank then
    return false
  end
  from = rank + 1
end
local found = redis.call('ZREVRANGE', KEYS[1], from, from + ARGV[2])
local ids, links, bytes = {}, {}, 0
for i, id in ipairs(found) do
  if i > tonumber(ARGV[2]) or bytes >= tonumber(ARGV[3]) then
    return { ids, links, 1 }
  end
  local link = link_with_words(id)
  ids[i], links[i] = id, link
  bytes = bytes + (link and #link or 0)
end
return { ids, links, 0 }
