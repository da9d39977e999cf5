-- Position, the signing key in use, share links with their words, and handle states in one step. Behind the function link_with_words.
-- KEYS: control hash, handle hash, links...; ARGV: prefix of links, handles.
-- Returns {position, active kid, links..., states...}; a missing value is false. The active kid is '' where none is in use, false where the log has named none.
local at = redis.call('HMGET', KEYS[1], 'position', 'activeKid')
local answer = { at[1], at[2] }
for i = 3, #KEYS do
  answer[i] = link_with_words(string.sub(KEYS[i], #ARGV[1] + 1))
end
-- By portions: Lua's stack holds about 8,000 arguments.
for from = 2, #ARGV, 5000 do
  local states = redis.call('HMGET', KEYS[2], unpack(ARGV, from, math.min(from + 4999, #ARGV)))
  for i = 1, #states do
    answer[#KEYS + from + i - 2] = states[i]
  end
end
return answer
