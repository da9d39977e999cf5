-- Share links with their words by id, as many of the first ones as fit, at least one. Behind the function link_with_words.
-- ARGV: bytes after which no more are read, ids. Returns the link or false of each id that was read.
local links, bytes = {}, 0
for i = 2, #ARGV do
  if bytes >= tonumber(ARGV[1]) then
    break
  end
  local link = link_with_words(ARGV[i])
  links[i - 1] = link
  bytes = bytes + (link and #link or 0)
end
return links
