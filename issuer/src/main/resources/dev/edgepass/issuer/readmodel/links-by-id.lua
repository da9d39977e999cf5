-- Share links by id, as many of the first ones as fit, at least one.
-- ARGV: prefix of links, bytes after which no more are read, ids. Returns the link or false of each id that was read.
local links, bytes = {}, 0
for i = 3, #ARGV do
  if bytes >= tonumber(ARGV[2]) then
    break
  end
  local link = redis.call('GET', ARGV[1] .. ARGV[i])
  links[i - 2] = link
  bytes = bytes + (link and #link or 0)
end
return links
